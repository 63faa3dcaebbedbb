import { type Comparison, compareFires, walkZones } from '../../libs/scheduling/test/compare';
import { generateExpressions } from '../../libs/scheduling/test/expressions';

const USAGE = 'npm run bench:schedules [-- <number of expressions> [<seed>]]';
const SHOWN_DIFFERENCES = 20;
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Compares the fires of many expressions with a walk over every minute, and says how many differ. */
function main(count: number, seed: number): void {
  const startedAt = performance.now();
  const zones = walkZones();
  const result: Comparison = { fires: 0, probes: 0, differences: [] };
  for (const [index, expression] of generateExpressions(count, seed).entries()) {
    for (const zone of zones) compareFires(expression, zone, result);
    if ((index + 1) % 50 === 0)
      say(`${index + 1} expressions, ${result.fires} fires, ${result.differences.length} differences`);
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  say(
    `${count} expressions (seed ${seed}) × ${zones.length} zones × 3 years × 2 rules: ${result.fires} fires and ${result.probes} questions around changes of clocks, ${result.differences.length} differences, ${seconds} s`,
  );
  for (const difference of result.differences.slice(0, SHOWN_DIFFERENCES)) say(difference);
  if (result.differences.length > 0) process.exitCode = 1;
}

const [count = 1_000, seed = 1] = process.argv.slice(2).map(Number);
if (Number.isInteger(count) && count > 0 && Number.isInteger(seed)) main(count, seed);
else {
  say(USAGE);
  process.exitCode = 2;
}
