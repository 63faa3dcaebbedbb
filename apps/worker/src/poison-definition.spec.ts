import type { CommandExecutor } from '@app/cli-executor';
import { OutputRepository, Spool, TypeDefinitionRepository } from '@app/orchestrator';
import { StoredInputs } from '@app/process-types';
import {
  EngineFixture,
  findViolations,
  type TestDatabase,
  temporaryFolder,
  testDatabase,
  testKeys,
} from '@app/testing';
import { Logger } from '@nestjs/common';
import { AttemptMaterialsSource } from './attempt-materials';
import { AttemptRunner } from './attempt-runner';
import { RunningAttempts } from './running-attempts';
import { StepProcessor } from './step.processor';
import { WorkerCondition } from './worker-condition';
import { WorkerMetrics } from './worker-metrics';

const folder = temporaryFolder('poison-definition');
const ran: string[] = [];

let database: TestDatabase;
let engine: EngineFixture;
let processor: StepProcessor;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  const condition = new WorkerCondition();
  const executor: Pick<CommandExecutor, 'run'> = {
    run: ({ command }) => {
      ran.push(command);
      return { end: Promise.resolve({ kind: 'exited', exitCode: 0 }), stop: () => undefined, kill: () => undefined };
    },
  };
  const runner = new AttemptRunner(
    executor as CommandExecutor,
    new AttemptMaterialsSource(new TypeDefinitionRepository(engine.sql), new StoredInputs(testKeys()), {
      open: async () => new Map(),
    }),
    new OutputRepository(engine.sql),
    {
      spool: new Spool(folder.path, 'w'),
      outputLimitBytes: 1_000_000,
      flushMs: 1_000,
      storeLimitMs: 1_000,
      condition,
    },
  );
  const running = new RunningAttempts();
  processor = new StepProcessor('w', engine.attempts, runner, running, new WorkerMetrics(), condition, {
    takesWork: () => true,
    claimLimitMs: 60_000,
  });
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
  folder.remove();
});

it('a run whose definition cannot be read fails with the reason, and the next one runs', async () => {
  for (const type of ['poisoned', 'well']) {
    await engine.saveType(type, [{ command: `echo ${type}` }]);
    await engine.saveRecord(type, type, 1);
    await engine.runs.start(type, { triggeredBy: 'test' });
  }
  await engine.rows(`UPDATE process_type_version SET definition = '{"tasks": 5}' WHERE type_name = 'poisoned'`);
  for (const step of engine.queue.delivered.splice(0)) await processor.process(step);
  expect(
    await engine.rows(
      'SELECT id, current_status AS status, last_error_message AS error FROM process_record ORDER BY id',
    ),
  ).toEqual([
    {
      id: 'poisoned',
      status: 'FAILED',
      error: expect.stringContaining("Version 1 of process type 'poisoned' cannot be read: parameters must be a list."),
    },
    { id: 'well', status: 'COMPLETED', error: null },
  ]);
  expect(ran).toEqual(['echo well']);
  expect(await findViolations(engine.sql)).toEqual([]);
});
