import { optionWords, plainReading } from './schedule-words';

it.each([
  ['every 90s', '90 seconds after the end of the last run, whatever began it'],
  ['every 1h 30m', '1 hour 30 minutes after the end of the last run, whatever began it'],
  ['at 2026-12-24T18:00', 'Once: 2026-12-24 at 18:00 (Europe/Berlin)'],
  ['2026-12-24T17:00:00Z', 'Once: 2026-12-24 at 17:00:00Z'],
  ['0 3 * * *', null],
])('%s reads %s', (schedule, reading) => {
  expect(plainReading(schedule, 'Europe/Berlin')).toBe(reading);
});

it('says only the options that differ from their defaults', () => {
  expect(optionWords(null)).toEqual([]);
  const usual = { overlap: 'skip', misfire: 'fire-once', daylightSaving: 'once', jitterSeconds: 0 } as const;
  expect(optionWords(usual)).toEqual([]);
  const options = { overlap: 'queue', misfire: 'fire-all', endAt: '2026-12-24T18:00', jitterSeconds: 30 } as const;
  expect(optionWords(options).map(({ about, words }) => `${about}: ${words}`)).toEqual([
    'Until: 2026-12-24 18:00',
    'Spread: each fire is put off by up to 30 s',
    'Run still active: let one fire wait for its end',
    'Missed fires: make a run for each, the last 100',
  ]);
});
