import { type Comparison, compareFires, walkZones } from './compare';
import { generateExpressions } from './expressions';

// The whole comparison, of 1,000 expressions in all the zones, is `npm run bench:schedules`.
it('fires as a walk over every minute says, around changes of clocks and of their rules', () => {
  const zones = walkZones();
  expect(zones.map(({ timeZone, changes }) => [timeZone, changes.length])).toEqual([
    ['Europe/Berlin', 6],
    ['America/New_York', 6],
    ['Australia/Lord_Howe', 6],
    ['Asia/Pyongyang', 1],
    ['Asia/Pyongyang', 1],
    ['Europe/Istanbul', 3],
    ['America/Sao_Paulo', 5],
    ['Africa/Casablanca', 9],
    ['Pacific/Apia', 6],
  ]);
  const result: Comparison = { fires: 0, probes: 0, differences: [] };
  // Each expression in three of the zones.
  for (const [index, expression] of generateExpressions(27, 1).entries()) {
    for (const step of [0, 1, 2]) {
      const zone = zones[(index + step) % zones.length];
      if (zone) compareFires(expression, zone, result);
    }
  }
  expect(result.differences).toEqual([]);
  expect(result.fires).toBeGreaterThan(10_000);
  expect(result.probes).toBeGreaterThan(5_000);
});
