import { savingWords, unfitWords } from './usage-words';

const base = { version: 3, fingerprint: 'a' };
const usage = (records: number, ...activeRuns: { version: number; runs: number }[]) => ({ records, activeRuns });

describe('savingWords', () => {
  it.each([
    [null, 'b', null, 'Saving makes a new process type. Nothing runs until a process of it is started.'],
    [base, 'a', usage(1), 'Only comments or layout differ: the type stays at version 3.'],
    [base, 'b', null, 'New and resumed runs use version 4.'],
    [base, 'b', usage(1), 'New and resumed runs of its 1 process use version 4.'],
    [
      base,
      'b',
      usage(1200, { version: 2, runs: 1 }, { version: 3, runs: 2 }),
      'New and resumed runs of its 1,200 processes use version 4; 1 active run keeps version 2, 2 active runs keep version 3.',
    ],
  ])('%j, %j, %j', (from, fingerprint, used, words) => expect(savingWords(from, fingerprint, used)).toBe(words));
});

describe('unfitWords', () => {
  it.each([
    [20, 20, 1, 0, '1 of its 20 processes could not start any more.'],
    [1, 1, 1, 1, '1 of its 1 process could not start any more; it has a schedule.'],
    [20, 20, 3, 1, '3 of its 20 processes could not start any more; 1 of them has a schedule.'],
    [20, 20, 3, 2, '3 of its 20 processes could not start any more; 2 of them have a schedule.'],
    [20, 20, 3, 3, '3 of its 20 processes could not start any more; all of them have a schedule.'],
    [1_000_000, 20_000, 1_200, 0, '1,200 of the first 20,000 of its 1,000,000 processes could not start any more.'],
  ])('%i records, %i checked, %i unfit, %i scheduled', (records, checked, unfit, unfitScheduled, words) =>
    expect(unfitWords({ records, checked, unfit, unfitScheduled })).toBe(words),
  );
});
