import { type CommandExecutor, IsolationRefusedError } from '@app/cli-executor';
import { StartupError } from '@app/config';
import type { ClaimedTask } from '@app/orchestrator';
import { Logger } from '@nestjs/common';
import type { SchedulerRegistry } from '@nestjs/schedule';
import { RunningAttempts } from './running-attempts';
import { type WorkerParts, WorkerService } from './worker.service';

afterEach(() => jest.restoreAllMocks());

/** A worker that gets no further than its executor. */
function workerWith(executor: Partial<CommandExecutor>): WorkerService {
  const leases = { start: () => Promise.reject(new Error('far enough')) };
  const parts = { executor: { start: async () => undefined, ...executor }, leases } as unknown as WorkerParts;
  return new WorkerService(parts, {} as SchedulerRegistry, { sweepMs: 1, drainLimitMs: 1 });
}

it('says once how commands are kept apart, and what the host said to better ways', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const logged = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
  const refusals = ['pid-namespace: unshare: unshare failed: Operation not permitted'];
  await expect(workerWith({ isolation: 'process-group', refusals }).start()).rejects.toThrow('far enough');
  const line = `Commands run in isolation mode 'process-group'. The host refused better ones: ${refusals[0]}`;
  expect(warned.mock.calls).toEqual([[{ isolation: 'process-group', refusals }, line]]);

  await expect(workerWith({ isolation: 'pid-namespace', refusals: [] }).start()).rejects.toThrow('far enough');
  expect(logged.mock.calls).toEqual([
    [{ isolation: 'pid-namespace' }, "Commands run in isolation mode 'pid-namespace'."],
  ]);
});

it('gives back what still runs when the drain limit is over', async () => {
  jest.spyOn(Logger.prototype, 'log').mockReturnValue();
  const running = new RunningAttempts();
  const attempt = running.add({ taskId: 't' } as ClaimedTask);
  const ended = new Promise<void>((resolve) => {
    const command = { end: new Promise<never>(() => undefined), stop: resolve, kill: () => undefined };
    attempt.began(command);
  });
  const done = async () => undefined;
  const parts = {
    executor: { close: done },
    leases: { announceDraining: done, close: done },
    fires: { stop: done },
    stops: { close: done },
    consumer: { drain: () => ended },
    running,
    spool: { close: () => undefined },
  } as unknown as WorkerParts;
  const timers = { doesExist: () => false } as unknown as SchedulerRegistry;
  await new WorkerService(parts, timers, { sweepMs: 1, drainLimitMs: 20 }).stop();
  expect(attempt.endReason).toBe('draining');
});

it('does not start with a demanded isolation mode that is not to be had, and says why', async () => {
  const reason = "'pid-namespace' is not available on this host (pid-namespace: unshare failed)";
  const start = () => workerWith({ start: () => Promise.reject(new IsolationRefusedError(reason)) }).start();
  await expect(start()).rejects.toEqual(new StartupError(`ISOLATION: ${reason}`));
  const other = workerWith({ start: () => Promise.reject(new Error('ENOSPC')) });
  await expect(other.start()).rejects.not.toBeInstanceOf(StartupError);
});
