import { savingWords } from './usage-words';

const base = { version: 3, fingerprint: 'a' };
const usage = (records: number, ...activeRuns: { version: number; runs: number }[]) => ({ records, activeRuns });

describe('savingWords', () => {
  it.each([
    [null, 'b', null, 'Saving makes a new process type. Nothing runs until a process of it is started.'],
    [base, 'a', usage(1), 'Only comments or layout differ: the type stays at version 3.'],
    [base, 'b', null, 'New runs use version 4.'],
    [base, 'b', usage(1), 'New runs of its 1 process use version 4.'],
    [
      base,
      'b',
      usage(1200, { version: 2, runs: 1 }, { version: 3, runs: 2 }),
      'New runs of its 1,200 processes use version 4; 1 active run keeps version 2, 2 active runs keep version 3.',
    ],
  ])('%j, %j, %j', (from, fingerprint, used, words) => expect(savingWords(from, fingerprint, used)).toBe(words));
});
