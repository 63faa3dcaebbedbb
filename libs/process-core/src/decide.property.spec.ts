import fc from 'fast-check';
import { decide, type RetryPolicy, type RunEvent } from './decide';
import { ATTEMPT_OUTCOMES, type AttemptOutcome, isActiveRun, type RunStatus, type TaskStatus } from './status';

// A run as the database keeps it, driven by decisions alone: the model of what the SQL transitions do.
interface ModelTask {
  status: TaskStatus;
  retryCount: number;
  attempts: AttemptOutcome[];
  open: boolean;
}

class Model {
  status: RunStatus = 'PENDING';
  index = 0;
  tasks: ModelTask[] = [];
  version = 0;
  startedOrder: number[] = [];

  constructor(
    private readonly totalTasks: number,
    private readonly policy: RetryPolicy,
  ) {}

  /** An event as a worker or user sends it; `version` is what the sender knows (stale ones are fenced off). */
  send(event: RunEvent, version = this.version): void {
    if ((event.type === 'CLAIM' || event.type === 'ATTEMPT_ENDED') && version !== this.version) return;
    const current = this.tasks[this.index];
    const decision = decide(
      {
        status: this.status,
        totalTasks: this.totalTasks,
        task: current
          ? { index: this.index, status: current.status, retryCount: current.retryCount, policy: this.policy }
          : null,
      },
      event,
    );
    switch (decision.kind) {
      case 'refused':
        return;
      case 'start-run':
        this.begin(decision.fromIndex);
        break;
      case 'begin-attempt':
        if (!current) throw new Error('claim without a task');
        current.status = 'IN_PROGRESS';
        current.open = true;
        this.startedOrder.push(this.index);
        break;
      case 'retry':
        this.close(event);
        if (current) Object.assign(current, { status: 'PENDING', retryCount: decision.retryCount });
        break;
      case 'advance':
        this.close(event);
        if (current) current.status = decision.taskStatus;
        this.index = decision.toIndex;
        break;
      case 'finish-run':
        this.close(event);
        if (current) current.status = decision.taskStatus;
        this.status = decision.runStatus;
        break;
      default:
        decision satisfies never;
    }
    this.version += 1;
  }

  private begin(fromIndex: number): void {
    this.tasks = Array.from({ length: this.totalTasks }, (_, index) => ({
      status: index < fromIndex ? 'SKIPPED' : 'PENDING',
      retryCount: 0,
      attempts: [],
      open: false,
    }));
    this.index = fromIndex;
    this.status = 'IN_PROGRESS';
    this.startedOrder = [];
  }

  private close(event: RunEvent): void {
    const current = this.tasks[this.index];
    if (!current?.open) return;
    current.open = false;
    current.attempts.push(event.type === 'ATTEMPT_ENDED' ? event.outcome : 'STOPPED');
  }
}

const policies = fc.record<RetryPolicy>({
  maxRetries: fc.integer({ min: 0, max: 3 }),
  retryDelayMs: fc.integer({ min: 0, max: 5000 }),
  backoff: fc.constantFrom('fixed', 'exponential'),
  onWorkerLost: fc.constantFrom('retry', 'fail'),
  continueOnFailure: fc.boolean(),
});

const events = fc.oneof(
  fc.constantFrom<RunEvent>({ type: 'START' }, { type: 'RESUME' }, { type: 'STOP' }),
  fc.constant<RunEvent>({ type: 'CLAIM' }),
  fc.record({
    type: fc.constant('ATTEMPT_ENDED' as const),
    outcome: fc.constantFrom(...ATTEMPT_OUTCOMES),
    costsRetry: fc.boolean(),
  }),
);

function checkInvariants(model: Model, policy: RetryPolicy): void {
  expect(model.tasks.filter((task) => task.status === 'IN_PROGRESS').length).toBeLessThanOrEqual(1);
  expect(model.tasks.filter((task) => task.open).length).toBeLessThanOrEqual(1);
  if (!isActiveRun(model.status))
    expect(model.tasks.every((task) => !task.open && task.status !== 'IN_PROGRESS')).toBe(true);
  expect([...model.startedOrder].sort((a, b) => a - b)).toEqual(model.startedOrder);
  for (const task of model.tasks) expect(task.retryCount).toBeLessThanOrEqual(policy.maxRetries);
  const allowed = ['COMPLETED', 'SKIPPED', ...(policy.continueOnFailure ? ['FAILED'] : [])];
  expect(model.tasks.slice(0, model.index).every((task) => allowed.includes(task.status))).toBe(true);
  if (model.status === 'COMPLETED') expect(model.tasks.every((task) => allowed.includes(task.status))).toBe(true);
}

describe('any interleaving of events keeps the invariants', () => {
  it('one task and one attempt at a time, tasks in order, retries within the limit, nothing after the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        policies,
        fc.array(fc.tuple(events, fc.integer({ min: 0, max: 3 })), { maxLength: 60 }),
        (totalTasks, policy, sent) => {
          const model = new Model(totalTasks, policy);
          for (const [event, stale] of sent) {
            const before = { status: model.status, tasks: JSON.stringify(model.tasks) };
            model.send(event, model.version - stale);
            checkInvariants(model, policy);
            const restarted = event.type === 'START' || event.type === 'RESUME';
            if (!isActiveRun(before.status) && !restarted) {
              expect({ status: model.status, tasks: JSON.stringify(model.tasks) }).toEqual(before);
            }
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('ends every run: with attempts that always end, a run is over after a bounded number of events', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        policies,
        fc.infiniteStream(fc.constantFrom(...ATTEMPT_OUTCOMES)),
        (totalTasks, policy, outcomes) => {
          const model = new Model(totalTasks, policy);
          model.send({ type: 'START' });
          const limit = totalTasks * (policy.maxRetries + 1);
          for (let attempts = 0; isActiveRun(model.status); attempts++) {
            expect(attempts).toBeLessThan(limit);
            model.send({ type: 'CLAIM' });
            model.send({ type: 'ATTEMPT_ENDED', outcome: outcomes.next().value as AttemptOutcome });
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
