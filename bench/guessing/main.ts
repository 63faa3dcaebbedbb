import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Product, startProduct } from '../../test/browser/product';
import { percentile, table } from '../table';
import { type Attempt, Guesser } from './guesser';

const CONNECTIONS = 32;
const ADDRESSES = 250;
const OWNERS_EVERY_MS = 250;
const PASSWORD = 'kite-lantern-62';
const HOME = '127.0.0.1';

/** A way to guess. The first attempt has the number 0. */
interface Attack {
  readonly title: string;
  /** Whose account is guessed at. */
  readonly account: string;
  readonly attempt: (number: number) => Attempt;
}

const ATTACKS: readonly Attack[] = [
  {
    title: 'one account, one address',
    account: 'alice',
    attempt: (number) => ({ name: 'alice', password: `guess ${number}`, from: '127.0.1.1' }),
  },
  {
    title: `one account, ${ADDRESSES} addresses`,
    account: 'bob',
    attempt: (number) => ({ name: 'bob', password: `guess ${number}`, from: `127.0.2.${1 + (number % ADDRESSES)}` }),
  },
  {
    title: 'names without end, one address',
    account: 'carol',
    attempt: (number) => ({ name: `user-${number}`, password: PASSWORD, from: '127.0.3.1' }),
  },
];

/** `npm run bench:guessing`: passwords guessed at full speed, and what those who know theirs notice of it. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string', default: '60' } } });
  const product = await startProduct({});
  const guesser = new Guesser(product.url);
  try {
    for (const { account } of ATTACKS) await makeAccount(product, guesser, account);
    const rows = [];
    for (const attack of ATTACKS)
      rows.push([attack.title, ...(await measure(guesser, attack, Number(values.seconds)))]);
    const head = ['', 'attempts', 'a second', 'checked', '429', 'let in', 'owner p50', 'p95', 'longest', 'kept out'];
    process.stdout.write(`${table(head, rows)}\n`);
  } finally {
    guesser.close();
    await product.stop();
  }
}

/** The owner has signed in from home before. */
async function makeAccount(product: Product, guesser: Guesser, name: string): Promise<void> {
  await product.request('POST', '/api/users', { name, role: 'viewer', password: PASSWORD });
  await guesser.attempt({ name, password: PASSWORD, from: HOME });
}

/** Guesses on all connections, while the owner of the account signs in again and again. */
async function measure(guesser: Guesser, { account, attempt }: Attack, seconds: number): Promise<string[]> {
  const counts = new Map<number, number>();
  const end = performance.now() + seconds * 1_000;
  let number = 0;
  const guess = async (): Promise<void> => {
    while (performance.now() < end) {
      const status = await guesser.attempt(attempt(number++));
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  };
  const [owner] = await Promise.all([
    signInsOfOwner(guesser, account, end),
    ...Array.from({ length: CONNECTIONS }, guess),
  ]);
  const of = (status: number): number => counts.get(status) ?? 0;
  const others = number - of(401) - of(429) - of(200);
  if (others > 0) throw new Error(`Unexpected answers: ${JSON.stringify([...counts])}`);
  const ms = (value: number): string => `${Math.round(value)} ms`;
  return [
    ...[number, Math.round(number / seconds), of(401) + of(200), of(429), of(200)].map(String),
    ms(percentile(owner.times, 0.5)),
    ms(percentile(owner.times, 0.95)),
    ms(Math.max(...owner.times)),
    `${owner.keptOut} of ${owner.times.length}`,
  ];
}

async function signInsOfOwner(guesser: Guesser, name: string, end: number) {
  const times: number[] = [];
  let keptOut = 0;
  while (performance.now() < end) {
    const start = performance.now();
    if ((await guesser.attempt({ name, password: PASSWORD, from: HOME })) !== 200) keptOut += 1;
    times.push(performance.now() - start);
    await delay(OWNERS_EVERY_MS);
  }
  return { times, keptOut };
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
