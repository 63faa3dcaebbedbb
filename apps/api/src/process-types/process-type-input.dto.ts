import type { Backoff, OnWorkerLost, ParameterType, SecretDelivery } from '@app/process-core';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'ProcessParameterInput' })
export class ProcessParameterInputDto {
  /** @example 'region' */
  name: string;

  description?: string;

  @ApiProperty({ enum: ['string', 'number', 'boolean'], enumName: 'ParameterType', default: 'string', required: false })
  type?: ParameterType;

  @ApiProperty({ default: false, required: false })
  required?: boolean;

  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], required: false, example: 'eu' })
  default?: string | number | boolean;

  @ApiProperty({ default: false, required: false })
  secret?: boolean;

  /** Regular expression (RE2) that the whole of a string has to match. */
  pattern?: string;
}

@ApiSchema({ name: 'TaskSecretInput' })
export class TaskSecretInputDto {
  /** @example 'DB_PASSWORD' */
  name: string;

  @ApiProperty({ enum: ['env', 'file'], enumName: 'SecretDelivery', default: 'env', required: false })
  as?: SecretDelivery;

  /** The name by default, for a file with `_FILE` at its end. */
  variable?: string;
}

@ApiSchema({ name: 'TaskDefinitionInput' })
export class TaskDefinitionInputDto {
  /** @example 'export' */
  name: string;

  description?: string;

  /** @example 'echo "exporting ${region}"' */
  command: string;

  workingDirectory?: string;

  /** At most one of `timeoutMinutes` and `timeoutSeconds`. */
  timeoutMinutes?: number;

  timeoutSeconds?: number;

  @ApiProperty({ type: 'integer', default: 0, minimum: 0, required: false })
  maxRetries?: number;

  @ApiProperty({ default: 0, minimum: 0, required: false })
  retryDelaySeconds?: number;

  @ApiProperty({ enum: ['fixed', 'exponential'], enumName: 'Backoff', default: 'fixed', required: false })
  backoff?: Backoff;

  @ApiProperty({ enum: ['retry', 'fail'], enumName: 'OnWorkerLost', default: 'retry', required: false })
  onWorkerLost?: OnWorkerLost;

  @ApiProperty({ default: false, required: false })
  continueOnFailure?: boolean;

  env?: Record<string, string>;

  secrets?: TaskSecretInputDto[];
}

/** A definition as in a YAML file. The definition parser validates it, so it has no decorators for that here. */
@ApiSchema({ name: 'ProcessTypeInput' })
export class ProcessTypeInputDto {
  /** @example 'nightly-export' */
  name: string;

  description?: string;
  parameters?: ProcessParameterInputDto[];
  tasks: TaskDefinitionInputDto[];
}
