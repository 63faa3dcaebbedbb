import { recoveryDelays } from './delays';
import { executionsOf } from './executions';
import { parseLedger } from './ledger';

const TASK = '00000000-0000-7000-8000-000000000001';
const RUN = '00000000-0000-7000-8000-00000000000a';
const WORKER = 4711;

const start = (attempt: number, seconds: number): string => `start record ${RUN} 0 ${TASK} ${attempt} ${seconds}.00`;
const lost = (attempt: number) => ({ task_id: TASK, attempt, outcome: 'WORKER_LOST', worker_pid: WORKER });

describe('recoveryDelays', () => {
  it('counts from the loss that ended the attempt, also of a worker that was frozen before and after', () => {
    const { lines } = parseLedger(`${[start(1, 10), start(2, 14), start(3, 35)].join('\n')}\n`);
    const losses = [5_000, 11_000, 30_000].map((atMs) => ({ pid: WORKER, atMs }));
    const history = { runs: [], tasks: [], attempts: [lost(1), lost(2)] };
    expect(recoveryDelays(executionsOf(lines), history, losses)).toEqual([3_000, 5_000]);
  });

  it('leaves out what was lost without a fault of the schedule', () => {
    const { lines } = parseLedger(`${[start(1, 10), start(2, 14)].join('\n')}\n`);
    const history = { runs: [], tasks: [], attempts: [lost(1)] };
    expect(recoveryDelays(executionsOf(lines), history, [{ pid: WORKER, atMs: 9_000 }])).toEqual([]);
  });
});
