import type { BackfillOutcome } from '@app/api-client';
import { parseBackfillSearch, rangeOf } from './backfill-range';
import { planWords, queueWords } from './backfill-words';

it.each<[BackfillOutcome[], string]>([
  [[], 'The range has no fire that could be made up for.'],
  [['QUEUED'], '1 fire: 1 gets a run.'],
  [['QUEUED', 'QUEUED', 'HAS_RUN', 'WAITS_ALREADY'], '4 fires: 2 get a run, 1 has its run already, 1 waits already.'],
  [['HAS_RUN', 'HAS_RUN'], '2 fires: none needs a run, 2 have their runs already.'],
])('a plan of %j', (outcomes, words) => {
  const fires = outcomes.map((outcome) => ({ fireAt: '2026-11-01T00:00:00Z', outcome }));
  expect(planWords({ fires, queued: outcomes.filter((outcome) => outcome === 'QUEUED').length })).toBe(words);
});

it('says what is queued', () => {
  expect([queueWords(31, 'Queue'), queueWords(1, 'Queued')]).toEqual(['Queue 31 runs', 'Queued 1 run']);
});

it('reads the range from the address, and includes its last minute', () => {
  const search = { backfill: true, from: '2026-11-01T00:00', to: '2026-11-07T23:59' };
  const range = parseBackfillSearch(search);
  expect(range).toEqual({ from: search.from, to: search.to });
  expect(rangeOf(range ?? {})).toEqual({ from: '2026-11-01T00:00:00Z', to: '2026-11-07T23:59:59.999Z' });
});

it.each([
  [{ from: '2026-11-01T00:00' }, undefined],
  [{ backfill: 'yes' }, undefined],
  [{ backfill: true, from: 'yesterday', to: 7 }, {}],
  [{ backfill: true, from: '2026-13-01T00:00' }, {}],
])('%j is %j', (search, range) => {
  expect(parseBackfillSearch(search)).toEqual(range);
  expect(rangeOf(range ?? {})).toBeNull();
});
