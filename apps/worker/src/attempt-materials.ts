import type { ClaimedTask, TypeDefinitionRepository } from '@app/orchestrator';
import type { TaskSecret } from '@app/process-core';
import type { ResolvedInput, StoredInputs } from '@app/process-types';
import { OutputMasker, SecretFault, type SecretService } from '@app/secrets';
import { commandEnvironment } from './command-environment';

/** What a command is given. */
export interface AttemptMaterials {
  readonly environment: Readonly<Record<string, string>>;
  /** Contents by the variable that gets the file's path. */
  readonly secretFiles: Readonly<Record<string, string>>;
  /** Takes the secrets among it out of the output; null when there are none. */
  readonly masker: OutputMasker | null;
}

/** Gathers what the commands of attempts are given: the record's values and named secrets, decrypted here only. */
export class AttemptMaterialsSource {
  constructor(
    private readonly definitions: TypeDefinitionRepository,
    private readonly inputs: StoredInputs,
    private readonly secrets: Pick<SecretService, 'open'>,
  ) {}

  /** Gives why there is none as a text, which holds no secret. Throws errors of the database. */
  async gather(held: ClaimedTask): Promise<AttemptMaterials | string> {
    const definition = await this.definitions.findVersion(held.type, held.typeVersion);
    if (!definition) return `version ${held.typeVersion} of process type '${held.type}' is not stored`;
    const input = this.inputs.resolve(definition, held.recordId, held.inputData);
    if (!input.ok) return input.issues.map((issue) => `${issue.field}: ${issue.message}`).join(' ');
    try {
      return await this.materials(held, input.value, definition.tasks[held.index]?.secrets ?? []);
    } catch (error) {
      if (error instanceof SecretFault) return error.message;
      throw error;
    }
  }

  private async materials(
    held: ClaimedTask,
    input: ResolvedInput,
    wanted: readonly TaskSecret[],
  ): Promise<AttemptMaterials> {
    const named = wanted.map((secret) => secret.name);
    const values = named.length === 0 ? new Map<string, string>() : await this.secrets.open([...new Set(named)]);
    const given = (as: TaskSecret['as']) =>
      Object.fromEntries(
        wanted.filter((secret) => secret.as === as).map(({ name, variable }) => [variable, values.get(name) ?? '']),
      );
    return {
      environment: { ...commandEnvironment(held, input), ...given('env') },
      secretFiles: given('file'),
      masker: OutputMasker.for([...input.secrets, ...values.values()]),
    };
  }
}
