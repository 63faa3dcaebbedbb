import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hostEnvironment, StartupError } from '@app/config';
import type { PlatformBinaries } from './platform-binaries';
import { isAlive } from './postmaster-file';
import { commandOf, letEnter, type ServerAccount } from './server-account';

/** Superuser of the embedded server, and the database that the product uses. */
export const DATABASE_USER = 'orchestrator';
export const DATABASE_NAME = 'orchestrator';

/** A folder that holds one PostgreSQL cluster: its data, its password, its log. */
export class ClusterFolder {
  readonly data: string;
  readonly logFile: string;
  readonly ownerFile: string;
  private readonly passwordFile: string;

  constructor(readonly path: string) {
    this.data = join(path, 'data');
    this.logFile = join(path, 'server.log');
    this.ownerFile = join(path, 'owner');
    this.passwordFile = join(path, 'password');
  }

  exists(): boolean {
    return existsSync(join(this.data, 'PG_VERSION'));
  }

  /** Generated when the cluster was made; readable by the owner only. */
  password(): string {
    try {
      return readFileSync(this.passwordFile, 'utf8').trim();
    } catch (error) {
      throw new StartupError(`The database password ${this.passwordFile} cannot be read: ${(error as Error).message}`);
    }
  }

  /**
   * Makes the cluster. It appears under its name only when it is whole, so an interruption leaves none, and of
   * two at once one wins.
   * @throws StartupError when the folder cannot be written or initdb fails
   */
  create(binaries: PlatformBinaries, account: ServerAccount): void {
    const parent = dirname(this.path);
    this.removeAbandoned(parent);
    const draft = new ClusterFolder(`${this.path}.new-${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      mkdirSync(draft.data, { recursive: true, mode: 0o700 });
      draft.initialise(binaries, account);
      renameSync(draft.path, this.path);
    } catch (error) {
      rmSync(draft.path, { recursive: true, force: true });
      if (this.exists()) return;
      if (error instanceof StartupError) throw error;
      throw new StartupError(`The database folder ${this.path} cannot be made: ${(error as Error).message}`);
    }
  }

  /**
   * Makes the files belong to the account when the cluster was made as another one. The server must not be running.
   * @throws StartupError when only root or the other user could do that
   */
  handOver(account: ServerAccount): void {
    if (account.owner === null) return;
    if (account.kind === 'nobody') letEnter(this.path);
    const current = statSync(this.data);
    if (current.uid === account.owner.uid) return;
    if (process.getuid?.() !== 0) {
      throw new StartupError(
        `The database folder ${this.data} belongs to user ${current.uid}: start as that user, or choose another DATA_DIR`,
      );
    }
    chownTree(this.data, account.owner.uid, account.owner.gid);
  }

  /** @throws StartupError when the cluster was made by another major version of PostgreSQL */
  checkVersion(binaries: PlatformBinaries): void {
    const made = readFileSync(join(this.data, 'PG_VERSION'), 'utf8').trim();
    const version = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8', env: hostEnvironment() });
    const brought = /(\d+)(\.\d+|beta|rc)/.exec(version)?.[1];
    if (made === brought) return;
    throw new StartupError(
      `The database in ${this.data} was made by PostgreSQL ${made}, and this release brings ${brought}: ` +
        'move the data with pg_dump and pg_restore, start the release that made it, or choose another DATA_DIR',
    );
  }

  private initialise(binaries: PlatformBinaries, account: ServerAccount): void {
    writeFileSync(this.passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    this.handOver(account);
    const [file, args] = commandOf(account, binaries.initdb, [
      `--pgdata=${this.data}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${this.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ]);
    // initdb reads the password as the server's account.
    if (account.kind === 'nobody' && account.owner) lchownSync(this.passwordFile, account.owner.uid, account.owner.gid);
    const run = spawnSync(file, args, {
      ...account.identity,
      cwd: this.path,
      env: hostEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (account.kind === 'nobody') lchownSync(this.passwordFile, 0, 0);
    if (run.error || run.status !== 0) {
      throw new StartupError(`PostgreSQL could not make its database in ${this.path}: ${reason(run)}`);
    }
  }

  /** Drafts of starts that were killed; those of living processes stay. */
  private removeAbandoned(parent: string): void {
    for (const name of readdirSync(parent)) {
      const pid = new RegExp(`^${basename(this.path)}\\.new-(\\d+)-`).exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function reason(run: { error?: Error; stderr: string; status: number | null; signal: string | null }): string {
  if (run.error) return run.error.message;
  const lines = run.stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /error|fatal|could not/i.test(line)) ?? lines.at(-1);
  return telling?.replace(/^initdb:\s*/, '') ?? `initdb ended with ${run.signal ?? run.status}`;
}

/** The folder itself last: an interrupted change is seen as not done. */
function chownTree(path: string, uid: number, gid: number): void {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) chownTree(join(path, name), uid, gid);
  lchownSync(path, uid, gid);
}
