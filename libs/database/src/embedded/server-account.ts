import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { hostEnvironment, StartupError } from '@app/config';
import type { PlatformBinaries } from './platform-binaries';

/**
 * The account that PostgreSQL runs as. It refuses root, so for root this is root's files seen from a user
 * namespace in which root has an ordinary number, or else the account `nobody`.
 */
export interface ServerAccount {
  readonly kind: 'own' | 'user-namespace' | 'nobody';
  /** Owner of the data files as seen from outside; null where files have no such owner (Windows). */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
  /** Given to spawn(). */
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/** File and arguments that run `program` as the account. */
export function commandOf(account: ServerAccount, program: string, args: readonly string[]): [string, string[]] {
  const [file = program, ...rest] = [...account.prefix, program, ...args];
  return [file, rest];
}

/**
 * The first account that can run the binaries and enter `folder`, which must exist and which `nobody` is let into.
 * @throws StartupError when started as root and neither way works
 */
export function chooseServerAccount(binaries: PlatformBinaries, folder: string): ServerAccount {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined) return { kind: 'own', owner: null, prefix: [], identity: {} };
  if (uid !== 0) return { kind: 'own', owner: { uid, gid }, prefix: [], identity: {} };

  const nobody = nobodyIds();
  const namespace: ServerAccount = {
    kind: 'user-namespace',
    owner: { uid, gid },
    // initdb looks its user up, so the number inside must be one that has a name.
    prefix: ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, '--'],
    identity: {},
  };
  if (canRun(namespace, binaries, folder)) return namespace;
  const plain: ServerAccount = { kind: 'nobody', owner: nobody, prefix: [], identity: nobody };
  letEnter(folder);
  if (canRun(plain, binaries, folder)) return plain;
  const blocked = canRun(plain, binaries, '/') ? folder : binaries.postgres;
  throw new StartupError(
    'PostgreSQL does not run as root, this machine refuses user namespaces, and the account "nobody" cannot reach ' +
      `${blocked}: start as an ordinary user, use folders that every user can enter, or set DATABASE_URL`,
  );
}

/** Lets other users pass through a folder, whose content they still cannot list. */
export function letEnter(folder: string): void {
  const { mode } = statSync(folder);
  if ((mode & 0o001) === 0) chmodSync(folder, (mode & 0o7777) | 0o011);
}

function nobodyIds(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new StartupError('PostgreSQL does not run as root, and there is no account "nobody": set DATABASE_URL');
  }
  return { uid: Number(uid), gid: Number(gid) };
}

function canRun(account: ServerAccount, binaries: PlatformBinaries, folder: string): boolean {
  const [file, args] = commandOf(account, 'sh', [
    '-c',
    'test "$(id -u)" != 0 && test -x "$1" && exec "$0" --version',
    binaries.postgres,
    folder,
  ]);
  const probe = spawnSync(file, args, { ...account.identity, cwd: '/', env: hostEnvironment(), stdio: 'ignore' });
  return probe.status === 0;
}
