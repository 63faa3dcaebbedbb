import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const HOUR_MS = 3_600_000;
const PROBE = `const plain = new Date(0).getTime();
  console.log(JSON.stringify([Date.now(), new Date().getTime(), Date.parse(Date()), plain, new Date() instanceof Date]))`;

it.each([HOUR_MS, -HOUR_MS])('a process with a clock that is %d ms off', (shiftMs) => {
  const output = execFileSync(process.execPath, ['--require', join(__dirname, 'shifted-clock.cjs'), '-e', PROBE], {
    encoding: 'utf8',
    env: { CHAOS_CLOCK_SHIFT_MS: String(shiftMs) },
  });
  const [now, constructed, text, plain, isDate] = JSON.parse(output) as [number, number, number, number, boolean];
  for (const shown of [now, constructed, text]) expect(Math.abs(shown - shiftMs - Date.now())).toBeLessThan(60_000);
  expect([plain, isDate]).toEqual([0, true]);
});
