import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LauncherConfig, StartupError } from '@app/config';

// Without letters and digits that look alike; 4 groups of 5 from 31 characters carry 99 bits.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

export interface AdminPassword {
  readonly password: string;
  /** Generated just now, so nobody knows it yet. */
  readonly isNew: boolean;
  /** Where a generated one is kept, readable by its owner only; null when ADMIN_PASSWORD is set. */
  readonly file: string | null;
}

/**
 * ADMIN_PASSWORD, or one that is generated the first time and kept in the data folder.
 * @throws StartupError when the file cannot be read or written
 */
export function adminPassword(config: LauncherConfig): AdminPassword {
  if (config.adminPassword !== null) return { password: config.adminPassword, isNew: false, file: null };
  const file = join(config.dataDir, 'admin-password');
  try {
    const kept = readKept(file);
    if (kept) return { password: kept, isNew: false, file };
    const password = generate();
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    return { password, isNew: true, file };
  } catch (error) {
    throw new StartupError(`The administrator's password cannot be kept in DATA_DIR: ${(error as Error).message}`);
  }
}

function readKept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function generate(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
