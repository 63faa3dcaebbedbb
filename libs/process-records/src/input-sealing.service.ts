import { ALL_NAMES, type ProcessTypeRepository, type SecretNames } from '@app/process-types';
import { isSealed, keysOfInput, openInput, SecretFault, type SecretVault, sealInput } from '@app/secrets';
import { type InputData, readInput } from './input-data';
import {
  INPUT_TABLES,
  type InputTable,
  type SealedInputRepository,
  type StoredInputRow,
} from './sealed-input.repository';

/** What became of the stored inputs that were looked at. */
export interface SealedInputs {
  /** Were encrypted, or encrypted anew with the current key. */
  readonly sealed: number;
  /** Have a value that cannot be decrypted, and were left as they are. */
  readonly unreadable: number;
}

const BATCH = 500;

/**
 * Encrypts what is stored in the clear and should not be, from before there was encryption or from before a parameter was
 * called secret, and encrypts anew what has an older key. In batches that take no locks between them; what is done is
 * not done again, so it may end anywhere and begin anew.
 */
export class InputSealingService {
  constructor(
    private readonly inputs: SealedInputRepository,
    private readonly types: ProcessTypeRepository,
    private readonly vault: SecretVault,
  ) {}

  /** Throws SecretFault when there is no key, and errors of the database. */
  async sealAll(): Promise<SealedInputs> {
    const types = await this.inputs.listTypesWithSecrets();
    const names = await this.types.findSecretNames(types);
    const total = { sealed: 0, unreadable: 0 };
    for (const table of INPUT_TABLES) {
      let last = '';
      for (;;) {
        const rows = await this.inputs.listAfter(table, last, types, BATCH);
        for (const row of rows) {
          const done = await this.seal(table, row, names.get(row.type) ?? ALL_NAMES);
          if (done !== 'nothing-to-do') total[done] += 1;
        }
        last = rows.at(-1)?.id ?? '';
        if (rows.length < BATCH) break;
      }
    }
    return total;
  }

  private async seal(
    table: InputTable,
    row: StoredInputRow,
    names: SecretNames,
  ): Promise<'sealed' | 'unreadable' | 'nothing-to-do'> {
    const input = readInput(row.inputData);
    if (input === null || input.raw === row.inputData) return 'nothing-to-do';
    const secret = Object.keys(input).filter((name) => isSealed(input[name]) || names.has(name));
    if (secret.length === 0 || (await this.isCurrent(row, input, secret))) return 'nothing-to-do';
    try {
      const opened = openInput(this.vault.ring, row.recordId, input);
      const sealed = await sealInput(this.vault, row.recordId, opened, (name) => secret.includes(name));
      await this.inputs.replace(table, row, JSON.stringify(sealed));
      return 'sealed';
    } catch (error) {
      if (error instanceof SecretFault) return 'unreadable';
      throw error;
    }
  }

  private async isCurrent(row: StoredInputRow, input: InputData, secret: readonly string[]): Promise<boolean> {
    if (!secret.every((name) => isSealed(input[name]))) return false;
    const current = await this.vault.prepare();
    try {
      return keysOfInput(row.inputData).every((id) => id === current);
    } catch {
      return false;
    }
  }
}
