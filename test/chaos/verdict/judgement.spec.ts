import type { History } from './history';
import { type Expectation, type Judgement, judge } from './judgement';
import { parseLedger } from './ledger';

const RUN = '00000000-0000-7000-8000-00000000000a';
const TASK = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const;

const line = (kind: string, index: 0 | 1, attempt: number, seconds: number): string =>
  `${kind} record ${RUN} ${index} ${TASK[index]} ${attempt} ${seconds.toFixed(2)}`;

interface Case {
  readonly lines: readonly string[];
  readonly maxRetries?: number;
  readonly runStatus?: string;
  readonly stoppedAtMs?: number;
}

/** Two tasks that the database holds for done, with as many attempts as the ledger knows. */
function judgeCase({ lines, maxRetries = 5, runStatus = 'COMPLETED', stoppedAtMs }: Case): Judgement {
  const attemptsOf = (task: string) =>
    new Set(lines.filter((text) => text.includes(task)).map((text) => text.split(' ')[5]));
  const history: History = {
    runs: [{ id: RUN, record_id: 'record', status: runStatus }],
    tasks: TASK.map((id) => ({
      id,
      run_id: RUN,
      status: 'COMPLETED',
      attempt_count: attemptsOf(id).size,
      max_retries: maxRetries,
    })),
    attempts: TASK.flatMap((id) =>
      [...attemptsOf(id)].map((attempt) => ({
        task_id: id,
        attempt: Number(attempt),
        outcome: 'SUCCEEDED',
        worker_pid: 1,
      })),
    ),
  };
  const expected: Expectation = {
    records: ['record'],
    mayEndAs: () => ['COMPLETED'],
    stops: new Map(stoppedAtMs === undefined ? [] : [['record', stoppedAtMs]]),
    stopLimitMs: 1_000,
  };
  return judge(parseLedger(`${lines.join('\n')}\n`), history, expected);
}

const SOUND = [line('start', 0, 1, 1), line('end', 0, 1, 2), line('start', 1, 1, 2), line('end', 1, 1, 3)];

describe('judge', () => {
  it('finds nothing in a run as it should be', () => {
    expect(judgeCase({ lines: SOUND })).toEqual({
      lost: [],
      doubled: [],
      overlaps: [],
      longestOverlapMs: 0,
      survivedStop: [],
      stopMs: [],
    });
  });

  it('accepts an attempt that was killed before the next one began', () => {
    const lines = [line('start', 0, 1, 1), line('beat', 0, 1, 1.05), line('child', 0, 1, 1.06)];
    const { overlaps, lost, doubled } = judgeCase({
      lines: [...lines, line('start', 0, 2, 6), line('end', 0, 2, 7), ...SOUND.slice(2)],
    });
    expect([...overlaps, ...lost, ...doubled]).toEqual([]);
  });

  it('sees an attempt that lives on beside the next one, by any sign of its processes', () => {
    const lines = [line('start', 0, 1, 1), line('start', 0, 2, 6), line('child', 0, 1, 6.3), line('end', 0, 2, 7)];
    const { overlaps, longestOverlapMs } = judgeCase({ lines: [...lines, ...SOUND.slice(2)] });
    expect(overlaps).toHaveLength(1);
    expect(longestOverlapMs).toBeCloseTo(300);
  });

  it('sees overlaps by the order of lines also within one tick of the clock', () => {
    const lines = [line('start', 0, 1, 1), line('start', 1, 1, 1), line('end', 0, 1, 1), line('end', 1, 1, 1)];
    expect(judgeCase({ lines }).overlaps).toHaveLength(1);
  });

  it('sees a command that was started twice for one attempt', () => {
    const { doubled } = judgeCase({ lines: [line('start', 0, 1, 0.5), ...SOUND] });
    expect(doubled).toEqual([expect.stringContaining('started 2 times')]);
  });

  it('sees a second attempt of a task without retries', () => {
    const { doubled } = judgeCase({
      lines: [line('start', 0, 1, 0), line('start', 0, 2, 1), line('end', 0, 2, 2), ...SOUND.slice(2)],
      maxRetries: 0,
    });
    expect(doubled).toEqual([expect.stringContaining('no retries')]);
  });

  it.each([
    ['never began', SOUND.slice(0, 2)],
    ['never ended', SOUND.slice(0, 3)],
    ['ended without a beginning', [...SOUND.slice(0, 2), ...SOUND.slice(3)]],
  ])('sees a completed task whose command %s', (_, lines) => {
    expect(judgeCase({ lines }).lost).toEqual([expect.stringContaining(TASK[1])]);
  });

  it('sees a run that did not end as it should', () => {
    expect(judgeCase({ lines: SOUND, runStatus: 'IN_PROGRESS' }).lost).toEqual([
      expect.stringContaining('IN_PROGRESS'),
    ]);
  });

  it('sees a line that was torn apart', () => {
    expect(judgeCase({ lines: [...SOUND, 'start record'] }).lost).toEqual([expect.stringContaining('broken line')]);
  });

  it('measures how long a stopped command lived on, and sees one that lived too long', () => {
    expect(judgeCase({ lines: SOUND, stoppedAtMs: 2_500 })).toMatchObject({ stopMs: [500], survivedStop: [] });
    expect(judgeCase({ lines: SOUND, stoppedAtMs: 1_500 }).survivedStop).toHaveLength(1);
  });
});
