import { constants, realpathSync, statSync } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { sep } from 'node:path';

/**
 * Why no command can run in a folder, naming it, or null when nothing speaks against it. Asked after a command has
 * failed to enter it, as a folder on a server that is away would hold up whoever asks.
 * @param folder absolute path
 */
export async function folderProblem(folder: string): Promise<string | null> {
  try {
    // With a slash, what is no folder is refused too.
    await access(`${folder}/.`, constants.X_OK);
    return null;
  } catch (error) {
    return describe(folder, error);
  }
}

/** The real paths of folders that commands may be started in; null: any. Throws FolderRefusedError naming one that is none. */
export function realRoots(roots: readonly string[] | null = null): readonly string[] | null {
  return (
    roots?.map((root) => {
      try {
        const real = realpathSync(root);
        if (statSync(real).isDirectory()) return real;
      } catch (error) {
        throw new FolderRefusedError(`${root} cannot be used: ${(error as Error).message}`);
      }
      throw new FolderRefusedError(`${root} is not a directory`);
    }) ?? null
  );
}

/** A folder that commands are to be started in is not there. */
export class FolderRefusedError extends Error {
  override readonly name: string = 'FolderRefusedError';
}

/** Whether a real path is that of a root or below one. */
export function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`));
}

/** What to say of a folder that is in none of the roots. */
export async function outsideProblem(folder: string, roots: readonly string[]): Promise<string> {
  const real = await realpath(folder).catch(() => folder);
  const named = `the working directory ${JSON.stringify(folder)}`;
  const is = real === folder ? '' : ` (in fact ${JSON.stringify(real)})`;
  return `${named}${is} is in none of the folders that ALLOWED_ROOTS names: ${roots.join(', ')}`;
}

function describe(folder: string, error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  const named = `the working directory ${JSON.stringify(folder)}`;
  switch (code) {
    case 'ENOENT':
      return `${named} does not exist`;
    case 'ENOTDIR':
      return `${named} is not a directory`;
    case 'EACCES':
      return `${named} is not accessible: permission denied`;
    default:
      return `${named} is not accessible: ${code}`;
  }
}
