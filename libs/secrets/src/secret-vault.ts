import type { KeyRegistryRepository } from './key-registry.repository';
import type { KeyRing } from './key-ring';
import { openValue, type SecretPlace, sealValue } from './sealed-value';
import { MissingKeyFault } from './secret-fault';

/** Encrypts secrets for the database, and decrypts them. */
export class SecretVault {
  private readonly registered = new Set<string>();

  constructor(
    readonly ring: KeyRing,
    private readonly registry: KeyRegistryRepository,
  ) {}

  /**
   * Throws SecretFault when this process lacks a key that secrets of the database are encrypted with: what it
   * encrypted with another one, the other services could not read.
   */
  async check(): Promise<void> {
    const missing = this.missingOf(await this.registry.list());
    if (missing !== undefined) throw new MissingKeyFault(missing);
  }

  /** Encrypts a value for its place. Throws SecretFault. */
  async seal(value: string, place: SecretPlace): Promise<string> {
    await this.prepare();
    return sealValue(this.ring.current(), value, place);
  }

  /** Throws SecretFault. */
  open(sealed: string, place: SecretPlace): string {
    return openValue(this.ring, sealed, place);
  }

  /** The id of the key that new values are encrypted with, known to the database. Throws SecretFault. */
  async prepare(): Promise<string> {
    // Before one is made here: another service may have made the database's first.
    if (this.registered.size === 0) await this.check();
    const { id } = this.ring.current();
    if (this.registered.has(id)) return id;
    const missing = this.missingOf(await this.registry.register(id, this.ring.ids()));
    if (missing !== undefined) throw new MissingKeyFault(missing);
    this.registered.add(id);
    return id;
  }

  private missingOf(used: readonly string[]): string | undefined {
    if (used.length === 0) return undefined;
    const here = this.ring.ids();
    return used.find((id) => !here.includes(id));
  }
}
