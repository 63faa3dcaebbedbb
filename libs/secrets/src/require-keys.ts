import { StartupError } from '@app/config';
import { SecretFault } from './secret-fault';
import type { SecretVault } from './secret-vault';

/** Throws StartupError when this process lacks a key that secrets of its database are encrypted with. */
export async function requireKeys(vault: SecretVault): Promise<void> {
  try {
    await vault.check();
  } catch (error) {
    throw error instanceof SecretFault ? new StartupError(`SECRETS_KEY: ${error.message}`) : error;
  }
}
