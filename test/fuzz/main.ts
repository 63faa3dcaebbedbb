import { parseArgs } from 'node:util';
import { randomBytes } from 'node:crypto';
import { ServiceTopology } from '@app/testing';
import { fuzz } from './fuzz';

/** `npm run fuzz`: fuzzed values and ids against the product as processes. Ends with 1 when one got through. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  });
  const topology = await ServiceTopology.start({
    backend: 'postgres',
    workers: 1,
    env: { SECRETS_KEY: randomBytes(32).toString('base64'), LOG_LEVEL: 'error' },
  });
  try {
    const startedAt = performance.now();
    const report = await fuzz(topology, { count: Number(values.count), seed: Number(values.seed) });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const faults = Object.entries(report.statuses).filter(([status]) => Number(status) >= 500);
    process.stdout.write(`${JSON.stringify({ seconds, ...report }, null, 2)}\n`);
    process.exitCode = report.wrong.length + report.canaries.length + faults.length === 0 ? 0 : 1;
  } finally {
    await topology.stop();
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
