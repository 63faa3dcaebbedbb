import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineFixture, eventually, temporaryFolder, WorkerFixture } from '@app/testing';

const folder = temporaryFolder('full-disk');
const spool = join(folder.path, 'data', 'spool');
const filler = join(spool, 'filler');
const goOn = join(folder.path, 'go-on');

/** A file system that is really full where this user may mount one; elsewhere, a file where the folder should be. */
const mounted = mountSmallDisk();
const STATE = mounted ? 'spool-full' : 'spool-unwritable';
const REASON = mounted
  ? /the spool folder \S+ takes no output: no space left on its disk \(ENOSPC\)/
  : /the spool folder \S+ takes no output: .*\((ENOTDIR|EEXIST)\)/;

let fixture: WorkerFixture;
let engine: EngineFixture;

beforeAll(async () => {
  fixture = await WorkerFixture.start(folder.path, { LEASE_MS: '3000', WORKER_CONCURRENCY: '2' });
  engine = fixture.engine;
});

afterAll(async () => {
  await fixture?.close();
  if (mounted) execFileSync('umount', ['--lazy', spool]);
  folder.remove();
});

function mountSmallDisk(): boolean {
  mkdirSync(spool, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', spool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fill(): void {
  if (mounted) {
    // Until the kernel says that there is no room.
    expect(() => {
      for (;;) writeFileSync(filler, Buffer.alloc(4_096), { flag: 'a' });
    }).toThrow('ENOSPC');
    return;
  }
  rmSync(spool, { recursive: true, force: true });
  writeFileSync(spool, '');
}

function makeRoom(): void {
  rmSync(mounted ? filler : spool);
}

const taskOf = (id: string) =>
  engine.row(
    `SELECT status, error_message, output, output_bytes::integer AS bytes, attempt_count FROM tasks
     WHERE process_record_id = $1`,
    [id],
  );
const whenTaskIs = (id: string, status: string) =>
  eventually(`the task of ${id} is ${status}`, async () => (await taskOf(id)).status === status && (await taskOf(id)));
const whenDegraded = (pattern: RegExp | null) =>
  eventually(`the worker says ${pattern}`, async () => {
    const { degraded } = await engine.row('SELECT degraded FROM worker');
    return pattern === null ? degraded === null : pattern.test(String(degraded));
  });

it('fails what writes to a full spool folder with that reason, takes no more work, and goes on when there is room', async () => {
  await engine.saveType('writes', [
    {
      command: `touch '${goOn}.ready'; until [ -e '${goOn}' ]; do sleep 0.02; done; head -c 300000 /dev/zero; sleep 60`,
    },
  ]);
  await engine.saveType('later', [{ command: 'echo later' }]);
  await fixture.start('writes', 'writes');
  await eventually('the command runs', () => existsSync(`${goOn}.ready`));
  await eventually('the worker finds the folder full', async () => {
    // Again and again: what the worker writes for a look at the folder makes room when it is gone.
    fill();
    const { degraded } = await engine.row('SELECT degraded FROM worker');
    return new RegExp(`^${STATE}: ${REASON.source}`).test(String(degraded));
  });
  await fixture.start('later', 'later');
  writeFileSync(goOn, '');

  const failed = await whenTaskIs('writes', 'FAILED');
  expect(failed.error_message).toMatch(new RegExp(`^its output was not kept: ${REASON.source}$`));
  expect(failed.bytes).toBeGreaterThan(0);
  // Nobody took the next one meanwhile.
  expect(await taskOf('later')).toMatchObject({ status: 'PENDING', attempt_count: 0 });
  expect(fixture.worker.child.exitCode).toBeNull();

  makeRoom();
  expect(await whenTaskIs('later', 'COMPLETED')).toMatchObject({ output: 'later\n', attempt_count: 1 });
  await whenDegraded(null);
  expect(fixture.worker.output.join('\n')).toContain(`No longer ${STATE}.`);
});

it('waits with output and results while the database has no room, and loses nothing', async () => {
  await engine.rows(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`);
  await engine.rows('CREATE TRIGGER full_disk BEFORE INSERT ON attempt_output EXECUTE FUNCTION refuse()');
  await engine.saveType('prints', [{ command: 'head -c 700000 /dev/zero | tr "\\0" x; echo; echo end' }]);
  await fixture.start('prints', 'prints');
  await whenDegraded(/^database-full: could not extend file/);
  // Now the result has to wait as well.
  await engine.rows('CREATE TRIGGER full_disk BEFORE UPDATE ON tasks EXECUTE FUNCTION refuse()');
  await engine.rows('DROP TRIGGER full_disk ON attempt_output');
  await eventually('the output is stored', async () => {
    const { bytes } = await engine.row('SELECT coalesce(sum(length(data)), 0)::integer AS bytes FROM attempt_output');
    return Number(bytes) > 500_000;
  });
  await whenDegraded(/^database-full/);
  expect(await taskOf('prints')).toMatchObject({ status: 'IN_PROGRESS' });
  await engine.rows('DROP TRIGGER full_disk ON tasks');

  expect(await whenTaskIs('prints', 'COMPLETED')).toMatchObject({ bytes: 700_005, attempt_count: 1 });
  await whenDegraded(null);
  const { bytes } = await engine.row(
    `SELECT sum(length(data))::integer AS bytes FROM attempt_output o JOIN tasks t ON t.id = o.task_id
     WHERE process_record_id = 'prints'`,
  );
  expect(bytes).toBe(700_005);
});
