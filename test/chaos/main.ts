import 'reflect-metadata';
import { resolve } from 'node:path';
import { type ChaosArguments, parseArguments, USAGE } from './arguments';
import { CONTROLS, isDetected } from './controls/controls';
import { runControl } from './controls/run-control';
import { Harness } from './harness';
import { Measurements, reportOf } from './measurement';
import { failureLines, slowestLines, tableRow } from './report';
import { SCENARIOS } from './scenarios';
import type { ScenarioResult } from './verdict/verdict';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(wanted: ChaosArguments): Promise<void> {
  if (wanted.report.length > 0) {
    say(reportOf(wanted.report));
    return;
  }
  say(`seed ${wanted.seed}, scale ${wanted.scale}`);
  const harness = await Harness.start();
  // A Ctrl-C ends the services through their channels; the database and the folder go here.
  process.once('SIGINT', () => void harness.stop().finally(() => process.exit(130)));
  let asExpected = false;
  try {
    say(tableRow());
    asExpected = wanted.controls.length > 0 ? await runControls(harness, wanted) : await runScenarios(harness, wanted);
  } finally {
    await harness.stop(wanted.keep || !asExpected);
  }
  if (wanted.keep || !asExpected) say(`Ledgers and logs are kept in ${harness.folder}`);
  process.exitCode = asExpected ? 0 : 1;
}

async function runScenarios(harness: Harness, wanted: ChaosArguments): Promise<boolean> {
  const { seed, scale, limitMs } = wanted;
  const measurements = new Measurements(wanted.jsonFile);
  let all = true;
  for (const backend of wanted.backends) {
    for (const scenario of SCENARIOS) {
      if (!wanted.scenarios.includes(scenario.name) || !scenario.backends.includes(backend)) continue;
      const trace = wanted.verbose ? (line: string) => say(`  ${new Date().toISOString()} ${line}`) : undefined;
      const dist = resolve(__dirname, '../../dist');
      try {
        const result = await harness.run({ scenario, backend, seed, scale, dist, limitMs, ...(trace && { trace }) });
        measurements.add(result);
        show(result);
        if (wanted.verbose) for (const line of slowestLines(result)) say(line);
        all &&= result.verdict === 'green';
      } catch (error) {
        // The others may still show something.
        say(`${scenario.name} on ${backend} could not be run to its end: ${(error as Error).stack}`);
        all = false;
      }
    }
  }
  if (!wanted.jsonFile) say(measurements.toJson());
  return all;
}

async function runControls(harness: Harness, { seed, controls }: ChaosArguments): Promise<boolean> {
  let all = true;
  for (const control of CONTROLS) {
    if (!controls.includes('all') && !controls.includes(control.name)) continue;
    const result = await runControl(harness, control, seed);
    const detected = isDetected(control, result);
    say(`without ${control.name}: ${detected ? 'detected' : 'NOT DETECTED'} (${control.finds.join(' or ')})`);
    show(result);
    all &&= detected;
  }
  return all;
}

function show(result: ScenarioResult): void {
  say(tableRow(result));
  for (const line of failureLines(result)) say(line);
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
