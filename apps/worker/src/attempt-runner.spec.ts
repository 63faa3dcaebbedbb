import { EventEmitter } from 'node:events';
import type { CommandExecutor, CommandSpec } from '@app/cli-executor';
import { type ClaimedTask, type OutputStore, Spool } from '@app/orchestrator';
import { temporaryFolder } from '@app/testing';
import { Logger } from '@nestjs/common';
import type { AttemptMaterialsSource } from './attempt-materials';
import { AttemptRunner } from './attempt-runner';
import { RunningAttempts } from './running-attempts';
import { WorkerCondition } from './worker-condition';

const folder = temporaryFolder('runner');
const held = { taskId: '018f3c1e-0000-7000-8000-000000000001', attempt: 1, timeoutMs: null } as ClaimedTask;
const full = Object.assign(new Error('could not extend file "base/1"'), { code: '53100' });

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => folder.remove());

function runnerWith(store: OutputStore, storeLimitMs: number, condition = new WorkerCondition()) {
  const prints = (spec: CommandSpec) => {
    spec.onOutput(Buffer.alloc(600_000, 'x'));
    spec.onOutput(Buffer.from('end\n'));
    return { end: Promise.resolve({ kind: 'exited', exitCode: 0 }), stop: () => undefined, kill: () => undefined };
  };
  const materials = { environment: {}, secretFiles: {}, masker: null };
  const options = { spool: new Spool(folder.path, 'w'), outputLimitBytes: 1e6, flushMs: 1e6, storeLimitMs, condition };
  return new AttemptRunner(
    { run: prints } as unknown as CommandExecutor,
    { gather: async () => materials } as unknown as AttemptMaterialsSource,
    store,
    options,
  );
}

it('fails an attempt whose output the database has no room for too long, and keeps its end', async () => {
  const runner = runnerWith({ appendOutput: () => Promise.reject(full) }, 50);
  const { report } = await runner.run(new RunningAttempts().add({ ...held, inputData: '{}' } as ClaimedTask));
  expect(report).toMatchObject({
    costsRetry: true,
    result: {
      outcome: 'FAILED',
      exitCode: 0,
      errorMessage: 'its output could not be stored for 0.05 s: could not extend file "base/1" (53100)',
      output: { bytes: 600_004, truncated: true, lastChunk: null, tail: expect.stringMatching(/x\nend\n$|xend\n$/) },
    },
  });
});

it('waits for room, is degraded meanwhile, and succeeds', async () => {
  const condition = new WorkerCondition();
  const asked = new EventEmitter();
  let isFull = true;
  const appendOutput = async () => {
    asked.emit('asked');
    if (isFull) throw full;
  };
  const done = runnerWith({ appendOutput }, 60_000, condition).run(
    new RunningAttempts().add({ ...held, inputData: '{}' } as ClaimedTask),
  );
  await new Promise((resolve) => asked.once('asked', resolve));
  await new Promise((resolve) => asked.once('asked', resolve));
  expect(condition.degraded).toBe('database-full: could not extend file "base/1"');
  isFull = false;
  expect((await done).report.result).toMatchObject({ outcome: 'SUCCEEDED', errorMessage: null });
  expect(condition.degraded).toBeNull();
});
