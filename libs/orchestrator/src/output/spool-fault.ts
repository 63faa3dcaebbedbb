/** What keeps a spool folder from taking output. */
export type SpoolFaultName = 'spool-full' | 'spool-unwritable';

const NO_ROOM: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on its disk',
  EDQUOT: 'its disk quota is used up',
  EFBIG: 'its files must not grow any more',
};
const REFUSED: Readonly<Record<string, string>> = {
  EROFS: 'its file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

/** The spool folder takes no output; the message names the folder, the reason and its code. */
export class SpoolFault extends Error {
  override readonly name: string = 'SpoolFault';
  readonly fault: SpoolFaultName;

  constructor(folder: string, cause: unknown) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
    const reason = NO_ROOM[code] ?? REFUSED[code] ?? 'it cannot be written';
    super(`the spool folder ${folder} takes no output: ${reason} (${code})`, { cause });
    this.fault = code in NO_ROOM ? 'spool-full' : 'spool-unwritable';
  }
}
