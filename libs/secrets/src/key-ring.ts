import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretKeySource } from '@app/config';
import { MissingKeyFault, SecretFault } from './secret-fault';

/** A key-encryption key: 256 bits, and the id that says of a sealed value which one it takes. */
export interface SecretKey {
  /** The first 12 hexadecimal digits of a hash of the key, so that no two keys can be given one id. */
  readonly id: string;
  readonly bytes: Buffer;
}

const KEY_BYTES = 32;
const ID_LENGTH = 12;

/**
 * The keys that secrets are encrypted with. The first one encrypts, all of them decrypt. A key file is read again when
 * it changes, so that a rotation needs no restart; one in the data folder is made when the first secret comes.
 */
export class KeyRing {
  private keys: readonly SecretKey[] = [];
  private readVersion: string | null = null;

  constructor(private readonly source: SecretKeySource) {
    if (source.kind === 'given') this.keys = parseKeys(source.keys.join('\n'), 'SECRETS_KEY');
  }

  /** The key for new values; made where it may be and there is none yet. Throws SecretFault. */
  current(): SecretKey {
    this.refresh();
    const [first] = this.keys;
    if (first) return first;
    if (this.source.kind === 'file' && this.source.mayBeMade) {
      makeKeyFile(this.source.path, [makeKey()]);
      this.refresh();
    }
    const [made] = this.keys;
    if (!made) throw new SecretFault('there is no key to encrypt secrets with: set SECRETS_KEY or SECRETS_KEY_FILE');
    return made;
  }

  /** Throws SecretFault when it is not here. */
  find(id: string): SecretKey {
    const known = this.keys.find((key) => key.id === id);
    if (known) return known;
    this.refresh();
    const read = this.keys.find((key) => key.id === id);
    if (!read) throw new MissingKeyFault(id);
    return read;
  }

  /** All that are here, the one for new values first. Throws SecretFault. */
  ids(): readonly string[] {
    this.refresh();
    return this.keys.map(({ id }) => id);
  }

  /** Puts a new key in front of the others in the file. Throws SecretFault where the keys are not in a file. */
  addKey(): SecretKey {
    const key = makeKey();
    const kept = this.ids().map((id) => this.find(id));
    replaceKeyFile(this.pathOfFile(), [key, ...kept]);
    return key;
  }

  /** Takes all but the first key out of the file. Throws SecretFault where the keys are not in a file. */
  forgetOldKeys(): void {
    replaceKeyFile(this.pathOfFile(), [this.current()]);
  }

  private pathOfFile(): string {
    if (this.source.kind === 'file') return this.source.path;
    throw new SecretFault('the keys are in SECRETS_KEY: change them there');
  }

  private refresh(): void {
    if (this.source.kind !== 'file') return;
    const { path } = this.source;
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const version = `${mtimeMs} ${size} ${ino}`;
      if (version === this.readVersion) return;
      this.keys = parseKeys(readFileSync(path, 'utf8'), path);
      this.readVersion = version;
    } catch (error) {
      if (error instanceof SecretFault) throw error;
      if (this.source.mayBeMade && (error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw new SecretFault(`the keys of secrets cannot be read: ${(error as Error).message}`);
    }
  }
}

/** Keys as text, one a line or separated by commas, each 32 bytes in base64. Throws SecretFault naming the source. */
export function parseKeys(text: string, source: string): SecretKey[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const keys = words.map((word) => Buffer.from(word, 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== KEY_BYTES))
    throw new SecretFault(`${source} must hold keys of ${KEY_BYTES} bytes in base64, separated by commas or lines`);
  return keys.map(toKey);
}

function makeKey(): SecretKey {
  return toKey(randomBytes(KEY_BYTES));
}

function toKey(bytes: Buffer): SecretKey {
  const id = createHash('sha256').update('process-orchestrator key id\0').update(bytes).digest('hex');
  return { id: id.slice(0, ID_LENGTH), bytes };
}

/** Of several processes that make it at once, one does: the file appears whole, and only where none is. */
function makeKeyFile(path: string, keys: readonly SecretKey[]): void {
  const draft = draftOf(path, keys);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whole or not at all: keys that are lost take all secrets along. */
function replaceKeyFile(path: string, keys: readonly SecretKey[]): void {
  const draft = draftOf(path, keys);
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw unwritable(error);
  }
}

function draftOf(path: string, keys: readonly SecretKey[]): string {
  const draft = `${path}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, textOf(keys), { mode: 0o600, flag: 'wx', flush: true });
    return draft;
  } catch (error) {
    throw unwritable(error);
  }
}

const textOf = (keys: readonly SecretKey[]): string =>
  keys.map(({ bytes }) => `${bytes.toString('base64')}\n`).join('');

function unwritable(error: unknown): SecretFault {
  return new SecretFault(`the key of secrets cannot be kept: ${(error as Error).message}`);
}
