import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ChaosArguments, parseArguments, USAGE } from './arguments';
import { Harness } from './harness';
import { failureLines, tableRow } from './report';
import { SCENARIOS } from './scenarios';
import type { ScenarioResult } from './verdict/verdict';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(wanted: ChaosArguments): Promise<void> {
  const { seed, scale, limitMs } = wanted;
  say(`seed ${seed}, scale ${scale}`);
  const results: ScenarioResult[] = [];
  const harness = await Harness.start();
  // A Ctrl-C ends the services through their channels; the database and the folder go here.
  process.once('SIGINT', () => void harness.stop().finally(() => process.exit(130)));
  try {
    say(tableRow());
    for (const backend of wanted.backends) {
      for (const scenario of SCENARIOS) {
        if (!wanted.scenarios.includes(scenario.name) || !scenario.backends.includes(backend)) continue;
        const trace = wanted.verbose ? (line: string) => say(`  ${line}`) : undefined;
        const dist = resolve(__dirname, '../../dist');
        const result = await harness.run({ scenario, backend, seed, scale, dist, limitMs, ...(trace && { trace }) });
        results.push(result);
        say(tableRow(result));
        for (const line of failureLines(result)) say(line);
      }
    }
  } finally {
    await harness.stop(results.some(({ verdict }) => verdict === 'red'));
  }
  const json = JSON.stringify(results, null, 2);
  if (wanted.jsonFile) writeFileSync(wanted.jsonFile, `${json}\n`);
  else say(json);
  process.exitCode = results.every(({ verdict }) => verdict === 'green') ? 0 : 1;
}

try {
  const wanted = parseArguments(
    process.argv.slice(2),
    SCENARIOS.map(({ name }) => name),
  );
  main(wanted).catch((error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exitCode = 1;
  });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
