import type { CommandExecutor } from '@app/cli-executor';
import { guardMarginMs } from '@app/config';
import type { ClaimedTask, LeaseRepository, WorkerIdentity } from '@app/orchestrator';
import { Logger } from '@nestjs/common';
import { LeaseKeeper } from './lease-keeper';
import { RunningAttempts } from './running-attempts';
import { WorkerCondition } from './worker-condition';
import { WorkerMetrics } from './worker-metrics';

const LEASE_MS = 10_000;
const worker: WorkerIdentity = {
  id: 'w',
  host: 'h',
  pid: 1,
  concurrency: 1,
  isolation: 'process-group',
  version: '1.0.0',
};
const held = { taskId: 't', attempt: 1, version: 2 } as ClaimedTask;

/** A keeper on the test's clock, with a database that answers as the test says. */
function keeperOn(clock: { now: number }) {
  jest.spyOn(performance, 'now').mockImplementation(() => clock.now);
  const renewLeases = jest.fn().mockResolvedValue({ held: [], registered: true });
  const leases = { registerWorker: jest.fn(), unregisterWorker: jest.fn().mockResolvedValue(undefined), renewLeases };
  const renewLease = jest.fn();
  const running = new RunningAttempts();
  const keeper = new LeaseKeeper(
    worker,
    leases as unknown as LeaseRepository,
    { renewLease } as unknown as CommandExecutor,
    running,
    { metrics: new WorkerMetrics(), condition: new WorkerCondition() },
    LEASE_MS,
  );
  return { keeper, renewLeases, renewLease, running };
}

beforeAll(() => Logger.overrideLogger(false));
afterEach(() => jest.restoreAllMocks());

it('takes no work once its lease ran out, until it could be renewed', async () => {
  const clock = { now: 0 };
  const { keeper, renewLeases, renewLease } = keeperOn(clock);
  await keeper.start();
  try {
    expect([await keeper.holds(), renewLeases.mock.calls.length]).toEqual([true, 0]);
    clock.now = LEASE_MS - guardMarginMs(LEASE_MS);
    renewLeases.mockRejectedValueOnce(new Error('away'));
    expect(await keeper.holds()).toBe(false);
    expect(await keeper.holds()).toBe(true);
    expect(renewLease).toHaveBeenLastCalledWith(LEASE_MS - guardMarginMs(LEASE_MS));
  } finally {
    await keeper.close();
  }
});

it('ends what the database does not count as its own any more, but not as a stop', async () => {
  const { keeper, renewLeases, running } = keeperOn({ now: 0 });
  const [mine, lost] = [running.add(held), running.add({ ...held, taskId: 'gone' })];
  renewLeases.mockResolvedValue({ held: [{ taskId: 't', version: 2 }], registered: true });
  await keeper.beat();
  expect([mine.endReason, lost.endReason]).toEqual([undefined, 'lease-gone']);
});
