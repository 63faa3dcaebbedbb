import type { AttemptService, ClaimedTask } from '@app/orchestrator';
import { Logger } from '@nestjs/common';
import type { AttemptRunner } from './attempt-runner';
import { type RunningAttempt, RunningAttempts } from './running-attempts';
import { StepProcessor } from './step.processor';
import { WorkerCondition } from './worker-condition';
import { WorkerMetrics } from './worker-metrics';

const step = { taskId: 't', version: 1 };
const held = { taskId: 't', runId: 'r', attempt: 1, version: 2 } as ClaimedTask;
const result = { outcome: 'SUCCEEDED', exitCode: 0, signal: null, errorMessage: null, output: null } as const;

function processorWith(
  attempts: Partial<AttemptService>,
  run: (attempt: RunningAttempt) => Promise<unknown>,
  takesWork = () => true,
  running = new RunningAttempts(),
): StepProcessor {
  const runner = { run } as unknown as AttemptRunner;
  return new StepProcessor(
    'w',
    attempts as AttemptService,
    runner,
    running,
    new WorkerMetrics(),
    new WorkerCondition(),
    { takesWork, claimLimitMs: 1_000 },
  );
}

beforeAll(() => Logger.overrideLogger(false));

describe('StepProcessor', () => {
  it('leaves a second delivery of what it runs alone, also when its claim would fail', async () => {
    let end: () => void = () => undefined;
    const command = new Promise<void>((resolve) => {
      end = resolve;
    });
    const claim = jest.fn().mockResolvedValueOnce(held).mockRejectedValue(new Error('Connection terminated'));
    const giveBackClaim = jest.fn();
    const ended = jest.fn().mockResolvedValue({ kind: 'advanced', next: null });
    const processor = processorWith({ claim, giveBackClaim, end: ended }, async () => {
      await command;
      return { report: { result, costsRetry: true }, output: null };
    });
    const first = processor.process(step);
    await processor.process(step);
    expect(giveBackClaim).not.toHaveBeenCalled();
    end();
    await first;
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('gives back a claim whose answer was lost, and takes the delivery when it comes again', async () => {
    const claim = jest.fn().mockRejectedValueOnce(new Error('Connection terminated')).mockResolvedValue(null);
    const giveBackClaim = jest.fn().mockResolvedValue(undefined);
    const processor = processorWith({ claim, giveBackClaim }, () => Promise.reject(new Error('nothing to run')));
    await processor.process(step);
    await processor.process(step);
    expect(giveBackClaim).toHaveBeenCalledTimes(1);
    expect(claim).toHaveBeenCalledTimes(2);
  });

  it('reports a result once the database is back, whatever kept it from taking it', async () => {
    const away = ['57P01', '57014', '40P01', '25006'].map((code) => Object.assign(new Error(code), { code }));
    const ended = jest.fn();
    for (const error of away) ended.mockRejectedValueOnce(error);
    ended.mockResolvedValue({ kind: 'advanced', next: null });
    const processor = processorWith({ claim: async () => held, end: ended }, async () => ({
      report: { result, costsRetry: true },
      output: null,
    }));
    await processor.process(step);
    expect(ended).toHaveBeenCalledTimes(away.length + 1);
  });

  it('goes on with the next task of the run for as long as it takes work', async () => {
    const next = { ...held, taskId: 'u', version: 3 };
    const goOns: boolean[] = [];
    const end = jest.fn(async (_, __, { goOn }) => {
      goOns.push(goOn);
      return { kind: 'advanced', next: goOn ? next : null };
    });
    let ran = 0;
    const run = async () => {
      ran += 1;
      return { report: { result, costsRetry: true }, output: null };
    };
    const claim = jest.fn(async () => held);
    const attempts = { claim, end } as unknown as AttemptService;
    await processorWith(attempts, run, () => ran < 3).process(step);
    expect(goOns).toEqual([true, true, false]);
    expect(end.mock.calls.map(([ended]) => ended.taskId)).toEqual(['t', 'u', 'u']);
    expect(claim).toHaveBeenCalledTimes(1);
  });

  it('gives others their turn after a tenth of a second', async () => {
    jest.useFakeTimers();
    try {
      const goOns: boolean[] = [];
      const end = async (_: unknown, __: unknown, { goOn }: { goOn: boolean }) => {
        goOns.push(goOn);
        return { kind: 'advanced', next: goOn ? held : null };
      };
      const run = async () => {
        jest.advanceTimersByTime(40);
        return { report: { result, costsRetry: true }, output: null };
      };
      await processorWith({ claim: async () => held, end } as unknown as AttemptService, run).process(step);
      expect(goOns).toEqual([true, true, false]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('claims nothing for a worker that began to drain while the database was away', async () => {
    const goOns: boolean[] = [];
    const end = async (_: unknown, __: unknown, { goOn }: { goOn: boolean }) => {
      goOns.push(goOn);
      if (goOns.length === 1) throw Object.assign(new Error('away'), { code: '57P01' });
      return { kind: 'advanced', next: null };
    };
    const run = async () => ({ report: { result, costsRetry: true }, output: null });
    const attempts = { claim: async () => held, end } as unknown as AttemptService;
    await processorWith(attempts, run, () => goOns.length === 0).process(step);
    expect(goOns).toEqual([true, false]);
  });

  it('gives back also what it goes on with while it is told to give back', async () => {
    const running = new RunningAttempts();
    const next = { ...held, taskId: 'u', version: 3 };
    const reasons: unknown[] = [];
    const end = async (ended: ClaimedTask) => {
      if (ended.taskId === next.taskId) return { kind: 'advanced', next: null };
      running.giveBack();
      return { kind: 'advanced', next };
    };
    const run = async ({ endReason }: RunningAttempt) => {
      reasons.push(endReason);
      return { report: { result, costsRetry: true }, output: null };
    };
    const attempts = { claim: async () => held, end } as unknown as AttemptService;
    await processorWith(attempts, run, () => true, running).process(step);
    expect(reasons).toEqual([undefined, 'draining']);
  });

  it('gives back what it learns of too late, because it was frozen meanwhile', async () => {
    jest.useFakeTimers();
    try {
      const next = { ...held, taskId: 'u', version: 3 };
      const givenBack: unknown[] = [];
      const ran: string[] = [];
      const attempts = {
        claim: async () => held,
        end: async () => {
          jest.advanceTimersByTime(1_001);
          return { kind: 'advanced', next };
        },
        giveBackClaim: async (step: unknown) => givenBack.push(step),
      } as unknown as AttemptService;
      const run = async (attempt: RunningAttempt) => {
        ran.push(attempt.held.taskId);
        return { report: { result, costsRetry: true }, output: null };
      };
      await processorWith(attempts, run).process(step);
      const claim = async () => {
        jest.advanceTimersByTime(1_001);
        return held;
      };
      const frozen = { ...attempts, claim } as unknown as AttemptService;
      await processorWith(frozen, run).process(step);
      expect(ran).toEqual(['t']);
      expect(givenBack).toEqual([{ taskId: 'u', version: 2 }, step]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves a delivery of what it went on with alone, also when its claim would fail', async () => {
    const first = { ...held, nextTaskId: 'u' };
    const claim = jest.fn().mockResolvedValueOnce(first).mockRejectedValue(new Error('Connection terminated'));
    const giveBackClaim = jest.fn();
    const next = { ...held, taskId: 'u', version: 3, nextTaskId: null };
    const end = async (ended: ClaimedTask) => ({ kind: 'advanced', next: ended.taskId === 't' ? next : null });
    const run = async () => {
      await processor.process({ taskId: 'u', version: 2 });
      return { report: { result, costsRetry: true }, output: null };
    };
    const processor = processorWith({ claim, giveBackClaim, end } as unknown as AttemptService, run);
    await processor.process(step);
    expect([claim.mock.calls.length, giveBackClaim.mock.calls.length]).toEqual([1, 0]);
  });
});
