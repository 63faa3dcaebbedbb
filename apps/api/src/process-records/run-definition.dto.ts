import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What the commands of a run got for one parameter. */
@ApiSchema({ name: 'RunParameter' })
export class RunParameterDto {
  /** @example 'region' */
  name: string;

  description: string | null;

  /** A string, number or boolean; null when there was none. A secret one is masked as `••••`. */
  @ApiProperty({
    oneOf: [{ type: 'string', nullable: true }, { type: 'number' }, { type: 'boolean' }],
    example: 'eu',
  })
  value: unknown;

  /** From the record's input, the default of the type, or nowhere. */
  @ApiProperty({ enum: ['given', 'default', 'none'], enumName: 'RunParameterSource' })
  source: 'given' | 'default' | 'none';

  secret: boolean;
}

/** What a run was made of. */
@ApiSchema({ name: 'RunDefinition' })
export class RunDefinitionDto {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  /** @example 41 */
  runNumber: number;

  /** @example 'nightly-export' */
  type: string;

  /**
   * The version that the run used.
   * @example 2
   */
  typeVersion: number;

  /** The newest version of the type; null when the type was deleted. */
  @ApiProperty({ type: 'integer' })
  currentVersion: number | null;

  /** The declared ones in their order. */
  parameters: RunParameterDto[];

  /**
   * The values of the parameters as YAML; secret ones are masked.
   * @example "region: eu\n"
   */
  inputYaml: string;

  /**
   * The definition as it was written, or as a person would write it.
   * @example "name: nightly-export\ntasks:\n  - name: export\n    command: echo hello\n"
   */
  definitionYaml: string;
}
