import { constants } from 'node:fs';
import { access } from 'node:fs/promises';

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
