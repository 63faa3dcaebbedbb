import { createHash } from 'node:crypto';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_DEFINITION_BYTES } from './definition.schema';
import { tooLarge } from './parse-definition-yaml';

/** Names of the definition files of a folder, sorted; `note` says why the folder could not be read, or is null. */
export async function listDefinitionFiles(dir: string): Promise<{ files: string[]; note: string | null }> {
  try {
    const names = await readdir(dir);
    return { files: names.filter((name) => /^[^.].*\.ya?ml$/i.test(name)).sort(), note: null };
  } catch (error) {
    return { files: [], note: folderNote(dir, codeOf(error)) };
  }
}

/** The bytes of a definition file, what keeps it from being read, or null when it is gone. */
export async function readDefinitionFile(path: string): Promise<Uint8Array | { problem: string } | null> {
  try {
    // Looked at before it is opened: opening a named pipe waits for a writer.
    const state = await stat(path);
    if (!state.isFile()) return { problem: 'Must be a regular file.' };
    if (state.size > MAX_DEFINITION_BYTES) return { problem: tooLarge(state.size) };
    return await readUpTo(path, MAX_DEFINITION_BYTES + 1);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOENT') return { problem: `Cannot be read (${code}).` };
    return (await isLink(path)) ? { problem: 'Is a link to a file that does not exist.' } : null;
  }
}

/** A digest of the folder's identity and of each definition file's identity, size and times. Never throws. */
export async function fingerprintFolder(dir: string): Promise<string> {
  const { files, note } = await listDefinitionFiles(dir);
  const folder = await stateOf(dir, ({ ino }) => [ino]);
  const states = await Promise.all(
    files.map((file) => stateOf(join(dir, file), ({ ino, size, mtimeNs, ctimeNs }) => [ino, size, mtimeNs, ctimeNs])),
  );
  return createHash('sha256')
    .update(JSON.stringify([note, folder, files, states]))
    .digest('hex');
}

interface FileState {
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

async function stateOf(path: string, pick: (state: FileState) => bigint[]): Promise<string[]> {
  try {
    return pick(await stat(path, { bigint: true })).map(String);
  } catch (error) {
    return [codeOf(error)];
  }
}

/** Reads at most `limit` bytes, however large the file has become since it was looked at. */
async function readUpTo(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(limit);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, limit - length);
      if (bytesRead === 0) return buffer.subarray(0, length);
      length += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function folderNote(dir: string, code: string): string {
  const why =
    code === 'ENOENT' ? 'does not exist' : code === 'ENOTDIR' ? 'is not a folder' : `cannot be read (${code})`;
  return `${dir} ${why}; no process types were loaded from files.`;
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (state) => state.isSymbolicLink(),
    () => false,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
