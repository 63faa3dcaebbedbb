import { definitionProblem, notFound, type ParameterDefinition } from '@app/process-core';
import { ALL_NAMES, definitionToYaml, type ProcessTypeRepository } from '@app/process-types';
import { stringify } from 'yaml';
import { type InputData, SECRET_MASK } from './input-data';
import { isUuid } from './record-id';
import { shownInput } from './record-view';
import type { RunDefinitionRepository, RunDefinitionRow } from './run-definition.repository';

/** What the commands of a run got for one parameter. */
export interface RunParameter {
  readonly name: string;
  readonly description: string | null;
  /** Null when there was none; a secret one is masked. */
  readonly value: unknown;
  readonly source: 'given' | 'default' | 'none';
  readonly secret: boolean;
}

/** What a run was made of, as it may be shown. */
export interface RunDefinition extends Omit<RunDefinitionRow, 'inputData' | 'definition' | 'yaml'> {
  readonly parameters: readonly RunParameter[];
  /** The values of the parameters as YAML. */
  readonly inputYaml: string;
  readonly definitionYaml: string;
}

/** Shows the definition and the input that runs used. */
export class RunDefinitionService {
  constructor(
    private readonly definitions: RunDefinitionRepository,
    private readonly types: ProcessTypeRepository,
  ) {}

  /** Throws `not-found`. */
  async find(runId: string): Promise<RunDefinition> {
    const row = isUuid(runId) ? await this.definitions.find(runId) : null;
    if (!row) throw notFound('run', runId);
    const { inputData, definition, yaml, ...run } = row;
    const secrets = await this.types.findSecretNames([run.type]);
    const input = shownInput(row, secrets) ?? {};
    const isReadable = definitionProblem(definition) === null;
    const names = secrets.get(run.type) ?? ALL_NAMES;
    const parameters = parametersOf(isReadable ? definition.parameters : [], input, (name) => names.has(name));
    return {
      ...run,
      parameters,
      inputYaml: toYaml(parameters),
      definitionYaml: yaml ?? (isReadable ? definitionToYaml(definition) : stringify(definition)),
    };
  }
}

// The declared ones in their order, then what the stored input has besides.
function parametersOf(
  declared: readonly ParameterDefinition[],
  input: InputData,
  isSecret: (name: string) => boolean,
): RunParameter[] {
  const known = declared.map((parameter): RunParameter => {
    const { name, description = null } = parameter;
    const secret = parameter.secret || isSecret(name);
    if (Object.hasOwn(input, name))
      return { name, description, value: secret ? SECRET_MASK : input[name], source: 'given', secret };
    const value = parameter.default ?? null;
    return { name, description, value, source: value === null ? 'none' : 'default', secret };
  });
  const others = Object.entries(input).filter(([name]) => !declared.some((parameter) => parameter.name === name));
  const undeclared = others.map(([name, value]): RunParameter => {
    return { name, description: null, value, source: 'given', secret: isSecret(name) };
  });
  return [...known, ...undeclared];
}

function toYaml(parameters: readonly RunParameter[]): string {
  const used = parameters.filter(({ source }) => source !== 'none');
  if (used.length === 0) return '';
  return stringify(Object.fromEntries(used.map(({ name, value }) => [name, value])), { lineWidth: 0 });
}
