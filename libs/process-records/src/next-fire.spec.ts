import { NextFire } from './next-fire';

const NIGHTLY = { schedule: '0 3 * * *', timeZone: null };
const at = (time: string) => new Date(`2026-05-01T${time}Z`);

it('gives the first fire after the moment, also when asked again later or earlier', () => {
  const nextFire = new NextFire();
  const ask = (now: Date) => nextFire.after(NIGHTLY, now)?.toISOString();
  expect(ask(at('02:00:00'))).toBe('2026-05-01T03:00:00.000Z');
  expect(ask(at('02:59:59'))).toBe('2026-05-01T03:00:00.000Z');
  expect(ask(at('03:00:00'))).toBe('2026-05-02T03:00:00.000Z');
  expect(ask(at('01:00:00'))).toBe('2026-05-01T03:00:00.000Z');
});

it('tells zones apart', () => {
  const nextFire = new NextFire();
  nextFire.after(NIGHTLY, at('00:00:00'));
  expect(nextFire.after({ ...NIGHTLY, timeZone: 'Europe/Berlin' }, at('00:00:00'))?.toISOString()).toBe(
    '2026-05-01T01:00:00.000Z',
  );
});

it.each([null, 'not a cron expression', '0 0 30 2 *'])('gives null for %j', (schedule) => {
  expect(new NextFire().after({ schedule, timeZone: null }, at('00:00:00'))).toBeNull();
});
