// What all peers do alike: run a command as a child process, and keep its result as a row of PostgreSQL.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import pg from 'pg';

export const [chains, steps] = process.argv.slice(2).map(Number);
export const concurrency = Number(process.env.CONCURRENCY);
export const databaseUrl = process.env.DATABASE_URL;
export const redisUrl = process.env.REDIS_URL;

const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency });
await pool.query(`CREATE TABLE result (
  chain integer, step integer, exit_code integer, output text, at timestamptz DEFAULT now(), PRIMARY KEY (chain, step))`);

/** The first step of each chain. */
export const firstSteps = Array.from({ length: chains }, (_, chain) => ({ chain, step: 0 }));

/** Runs the command of a step and keeps its result. */
export async function runStep({ chain, step }) {
  const child = spawn('/bin/sh', ['-c', 'echo hi'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  await pool.query('INSERT INTO result (chain, step, exit_code, output) VALUES ($1, $2, $3, $4)', [
    chain,
    step,
    code,
    output,
  ]);
}

let unfinished = chains;
let finish = () => undefined;
const finished = new Promise((resolve) => {
  finish = resolve;
});

/** Runs a step, then the next one of its chain is `enqueue`d. */
export async function runAndGoOn(job, enqueue) {
  await runStep(job);
  if (job.step + 1 < steps) await enqueue({ chain: job.chain, step: job.step + 1 });
  else endChain();
}

export function endChain() {
  unfinished -= 1;
  if (unfinished === 0) finish();
}

/** Waits for all chains, checks that every result is there, and prints the seconds. */
export async function report(startedAt) {
  await finished;
  const seconds = (performance.now() - startedAt) / 1_000;
  const { rows } = await pool.query(
    `SELECT count(*)::integer AS right FROM result WHERE exit_code = 0 AND output = E'hi\\n'`,
  );
  process.stdout.write(`${JSON.stringify({ seconds, right: rows[0].right })}\n`);
  process.exit(rows[0].right === chains * steps ? 0 : 1);
}
