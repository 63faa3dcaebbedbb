import { ALL_NAMES, type ProcessTypeRepository, type SecretNames } from '@app/process-types';
import { isSealed, keysOfInput, openInput, SecretFault, type SecretVault, sealInput } from '@app/secrets';
import { type InputData, readInput } from './input-data';
import {
  INPUT_TABLES,
  type ReplacedInput,
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
        const replaced: ReplacedInput[] = [];
        for (const row of rows) {
          const next = await this.seal(row, names.get(row.type) ?? ALL_NAMES);
          if (next === 'unreadable') total.unreadable += 1;
          else if (next !== null) replaced.push({ ...row, next: next.text });
        }
        await this.inputs.replace(table, replaced);
        total.sealed += replaced.length;
        last = rows.at(-1)?.id ?? '';
        if (rows.length < BATCH) break;
      }
    }
    return total;
  }

  /** What is to be stored; null when it is right as it is. */
  private async seal(
    row: StoredInputRow,
    names: SecretNames,
  ): Promise<{ readonly text: string } | 'unreadable' | null> {
    const input = readInput(row.inputData);
    if (input === null || input.raw === row.inputData) return null;
    const secret = Object.keys(input).filter((name) => isSealed(input[name]) || names.has(name));
    if (secret.length === 0 || (await this.isCurrent(row, input, secret))) return null;
    try {
      const opened = openInput(this.vault.ring, row.recordId, input);
      const sealed = await sealInput(this.vault, row.recordId, opened, (name) => secret.includes(name));
      return { text: JSON.stringify(sealed) };
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
