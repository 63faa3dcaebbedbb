import { conflict } from '@app/process-core';
import type { SecretNames } from '@app/process-types';
import { isSealed, openInput, SecretFault, type SecretVault, sealInput } from '@app/secrets';
import { type InputData, readInput } from './input-data';

/** Encrypts the secret values of records' inputs, and decrypts them for those who change the record. */
export class RecordSecrets {
  constructor(private readonly vault: SecretVault) {}

  /**
   * The stored input with its values decrypted.
   * @param isReplaced whether a new input is to take its place: then what cannot be decrypted may be given anew
   * Throws `conflict` when a value cannot be decrypted.
   */
  open(recordId: string, stored: string | null, isReplaced: boolean): InputData | null {
    const input = readInput(stored);
    if (input === null) return null;
    try {
      return openInput(this.vault.ring, recordId, input);
    } catch (error) {
      if (!(error instanceof SecretFault)) throw error;
      if (!isReplaced) throw unreadable(recordId, error);
      return Object.fromEntries(Object.entries(input).filter(([, value]) => !isSealed(value)));
    }
  }

  /** The input with its secrets encrypted; one that is as it was `before` stays as it is. Throws `conflict`. */
  async seal(recordId: string, input: InputData, names: SecretNames, before: string | null): Promise<InputData> {
    const kept = this.unchanged(recordId, input, before);
    try {
      return await sealInput(this.vault, recordId, { ...input, ...kept }, (name) => names.has(name));
    } catch (error) {
      if (error instanceof SecretFault)
        throw conflict(`The secrets of record '${recordId}' cannot be kept: ${error.message}.`);
      throw error;
    }
  }

  private unchanged(recordId: string, input: InputData, before: string | null): InputData {
    const stored = Object.entries(readInput(before) ?? {}).filter(([, value]) => isSealed(value));
    if (stored.length === 0) return {};
    const opened = this.open(recordId, before, true) ?? {};
    return Object.fromEntries(stored.filter(([name]) => Object.hasOwn(input, name) && input[name] === opened[name]));
  }
}

function unreadable(recordId: string, fault: SecretFault): Error {
  return conflict(`The secrets of record '${recordId}' cannot be read: ${fault.message}.`);
}
