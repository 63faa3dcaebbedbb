import { conflict, invalid, notFound } from '@app/process-core';
import { isMaskable, MIN_MASKED_CHARACTERS } from './output/secret-forms';
import { SecretFault } from './secret-fault';
import type { ListedSecret, NamedSecret, SecretRepository } from './secret.repository';
import type { SecretVault } from './secret-vault';

/** The least that a value can have to be found in output. */
export const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const MAX_VALUE_BYTES = 100_000;
const RESEAL_BATCH = 100;

/** What became of a value that was put. */
export interface PutSecret {
  readonly secret: NamedSecret;
  readonly created: boolean;
  /** What the giver should know; null for nothing. */
  readonly warning: string | null;
}

/** Named secrets: their values go in and reach commands, and never come back. */
export class SecretService {
  constructor(
    private readonly secrets: SecretRepository,
    private readonly vault: SecretVault,
  ) {}

  /** By name, without values. */
  async list(): Promise<ListedSecret[]> {
    return this.secrets.list();
  }

  /** Makes a secret or replaces its value, from the next attempt on. Throws `invalid`, and `conflict` without a key. */
  async put(name: string, value: string, by: string): Promise<PutSecret> {
    requireName(name);
    const problem = valueProblem(value);
    if (problem !== null) throw invalid('The secret is not valid.', [{ field: 'value', message: problem }]);
    const sealed = await this.seal(name, value);
    const { created, ...secret } = await this.secrets.put(name, sealed, by);
    const warning = isMaskable(value)
      ? null
      : `It has fewer than ${MIN_MASKED_CHARACTERS} characters: it is not masked in the output of commands.`;
    return { secret, created, warning };
  }

  /** Throws `not-found`, and `conflict` while a process type uses it. */
  async delete(name: string): Promise<void> {
    requireName(name);
    const users = await this.secrets.findUsers(name);
    if (users.length > 0) throw conflict(`Secret '${name}' is used by process types: ${users.join(', ')}.`);
    if (!(await this.secrets.delete(name))) throw notFound('secret', name);
  }

  /** The values of named secrets. Throws SecretFault naming one that does not exist or cannot be opened. */
  async open(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.secrets.findSealed(names);
    const missing = names.find((name) => !found.some((secret) => secret.name === name));
    if (missing !== undefined) throw new SecretFault(`the secret '${missing}' does not exist`);
    return new Map(found.map(({ name, sealed }) => [name, this.openOne(name, sealed)]));
  }

  /** Encrypts anew, with the current key, what was encrypted with others; gives how many. Throws SecretFault. */
  async reseal(): Promise<number> {
    let resealed = 0;
    for (;;) {
      // With none at all, no key is made for it.
      const keyId = this.vault.ring.ids()[0] ?? '';
      const batch = await this.secrets.listOfOtherKeys(keyId, RESEAL_BATCH);
      if (batch.length === 0) return resealed;
      for (const secret of batch) {
        const value = this.openOne(secret.name, secret.sealed);
        await this.secrets.reseal(secret, await this.vault.seal(value, ['secret', secret.name]));
      }
      resealed += batch.length;
    }
  }

  private openOne(name: string, sealed: string): string {
    try {
      return this.vault.open(sealed, ['secret', name]);
    } catch (error) {
      if (error instanceof SecretFault) throw new SecretFault(`the secret '${name}': ${error.message}`);
      throw error;
    }
  }

  private async seal(name: string, value: string): Promise<string> {
    try {
      return await this.vault.seal(value, ['secret', name]);
    } catch (error) {
      if (error instanceof SecretFault) throw conflict(`The secret cannot be kept: ${error.message}.`);
      throw error;
    }
  }
}

function requireName(name: string): void {
  if (SECRET_NAME.test(name)) return;
  const message = 'Must be letters, digits and underscores, not starting with a digit, at most 100.';
  throw invalid('The secret is not valid.', [{ field: 'name', message }]);
}

function valueProblem(value: string): string | null {
  if (value === '') return 'Must not be empty.';
  if (value.includes('\0')) return 'Must not contain a NUL character.';
  if (/\p{Surrogate}/u.test(value)) return 'Must be valid Unicode: it has half of a surrogate pair.';
  return Buffer.byteLength(value) > MAX_VALUE_BYTES ? `Must have at most ${MAX_VALUE_BYTES} bytes.` : null;
}
