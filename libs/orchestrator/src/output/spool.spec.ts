import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { EngineFixture, FAILURE, type TestDatabase, temporaryFolder, testDatabase } from '@app/testing';
import { AttemptOutput } from './attempt-output';
import { OutputRepository } from './output.repository';
import { Spool } from './spool';
import { SpoolRecovery } from './spool-recovery';

let database: TestDatabase;
let engine: EngineFixture;
let outputs: OutputRepository;
const folder = temporaryFolder('spool');

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  outputs = new OutputRepository(engine.sql);
  await engine.saveType('twice', [{ maxRetries: 1 }]);
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
  folder.remove();
});

const spoolOf = (worker: string) => new Spool(folder.path, worker);
const recoveryBy = (worker: string) => new SpoolRecovery(spoolOf(worker), outputs);

async function claim(worker: string) {
  const id = randomUUID();
  await engine.saveRecord(id, 'twice', 1);
  engine.queue.delivered.length = 0;
  await engine.runs.start(id, { triggeredBy: 'test' });
  const held = await engine.attempts.claim(engine.queue.take(), worker);
  if (!held) throw new Error('not claimed');
  return held;
}

const stored = async (taskId: string) => {
  const rows = await engine.rows(
    'SELECT data, byte_offset, first_line FROM attempt_output WHERE task_id = $1 ORDER BY chunk',
    [taskId],
  );
  return rows.map((row) => [String(row.data), Number(row.byte_offset), Number(row.first_line)]);
};

it('gives an attempt back what its lost worker had not stored, once it is known to be lost', async () => {
  const held = await claim('dead');
  const output = new AttemptOutput(outputs, held, 1_000_000, spoolOf('dead').open(held));
  output.write(Buffer.from('stored\n'));
  await output.flush();
  output.write(Buffer.from('only on disk\n'));
  // The attempt is open: its worker may live.
  expect(await recoveryBy('other').recover()).toBe(0);
  await engine.attempts.end(held, { ...FAILURE, outcome: 'WORKER_LOST' });
  expect(await recoveryBy('other').recover()).toBe(1);
  expect(await stored(held.taskId)).toEqual([
    ['stored\n', 0, 1],
    ['only on disk\n\n[... output ends here: the worker was lost ...]\n', 7, 2],
  ]);
  expect(await engine.row('SELECT output FROM tasks WHERE id = $1', [held.taskId])).toEqual({
    output: 'stored\nonly on disk\n\n[... output ends here: the worker was lost ...]\n',
  });
  expect(await recoveryBy('third').recover()).toBe(0);
});

it('drops what was stored with the result after all', async () => {
  const held = await claim('late');
  const output = new AttemptOutput(outputs, held, 1_000_000, spoolOf('late').open(held));
  output.write(Buffer.from('all\n'));
  await engine.attempts.end(held, { ...FAILURE, output: await output.finish() });
  // Killed before it removed the file.
  expect(await recoveryBy('other').recover()).toBe(0);
  expect(await stored(held.taskId)).toEqual([['all\n', 0, 1]]);
  expect(await spoolOf('third').leftBehind()).toEqual([]);
});

it('leaves nothing behind when all went well', async () => {
  const spool = spoolOf('tidy');
  const key = { runId: randomUUID(), taskId: randomUUID(), attempt: 1 };
  const output = new AttemptOutput({ appendOutput: async () => undefined }, key, 1_000, spool.open(key));
  output.write(Buffer.from('x'));
  expect((await spoolOf('other').leftBehind()).map((file) => file.key)).toEqual([
    { taskId: key.taskId, attempt: key.attempt },
  ]);
  await output.finish();
  output.recorded();
  expect(await spoolOf('other').leftBehind()).toEqual([]);
  spool.close();
  expect(existsSync(`${folder.path}/tidy`)).toBe(false);
});

it('removes the folder of a worker that is long gone, not that of one about to write', async () => {
  const [gone, living] = [`${folder.path}/gone`, `${folder.path}/living`];
  for (const path of [gone, living]) mkdirSync(path);
  writeFileSync(`${gone}/probe`, '');
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  utimesSync(gone, longAgo, longAgo);
  await spoolOf('other').leftBehind();
  expect([existsSync(gone), existsSync(living)]).toEqual([false, true]);
});
