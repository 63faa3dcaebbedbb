import { randomBytes } from 'node:crypto';
import { OutputMasker } from '@app/secrets';
import { table } from '../table';

const CHUNK_BYTES = 64 * 1024;
const CHUNKS = 2_000;
const LINE = '2026-11-23T18:00:00Z INFO step 17 of the export: wrote 1024 rows to /srv/data/out.csv in 13 ms\n';
const SECRETS = [0, 1, 5, 50];

/** `npm run bench:masking`: what it costs to mask secrets in output, in time of the processor. */
function main(): void {
  const chunk = Buffer.from(LINE.repeat(Math.ceil(CHUNK_BYTES / LINE.length))).subarray(0, CHUNK_BYTES);
  const rows = SECRETS.map((count) => {
    const secrets = Array.from({ length: count }, () => randomBytes(16).toString('hex'));
    const preparing = timed(() => OutputMasker.for(secrets));
    const masker = OutputMasker.for(secrets);
    const masking = timed(() => {
      for (let index = 0; index < CHUNKS; index++) if (masker !== null) masker.push(chunk);
    });
    const megabytes = (CHUNK_BYTES * CHUNKS) / 1e6;
    const speed = masker === null ? 'the same buffers' : `${Math.round(megabytes / (masking / 1000))} MB/s`;
    return [String(count), preparing.toFixed(1), speed];
  });
  process.stdout.write(`${table(['secrets', 'ms to prepare', 'output'], rows)}\n`);
}

/** In ms of this process, whatever else the machine does. */
function timed(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

main();
