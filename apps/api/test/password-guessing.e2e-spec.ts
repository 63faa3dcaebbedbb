import { PASSWORD, createUser, signIn } from './access-client';
import { ADMIN, ApiFixture, basic } from './api-fixture';

const ATTEMPTS = { perAccount: 5, perAddress: 12, windowSeconds: 600 };

let api: ApiFixture;
let other: ApiFixture;

beforeAll(async () => {
  const environment = { TRUSTED_PROXIES: 'loopback' };
  api = await ApiFixture.start({ access: { attempts: ATTEMPTS }, environment });
  // Another replica on the same database.
  other = await ApiFixture.start({
    access: { attempts: ATTEMPTS },
    environment: { ...environment, DATABASE_URL: api.config.databaseUrl },
  });
});
afterAll(async () => {
  await other.close();
  await api.close();
});

let accounts = 0;
async function newAccount(): Promise<string> {
  const name = `account-${++accounts}`;
  await createUser(api, name, 'viewer');
  return name;
}

let addresses = 0;
/** An address that no other test has. */
const newAddress = (): string => `198.51.100.${++addresses}`;
const from = (address: string) => ({ 'X-Forwarded-For': address });
const guess = (name: string, address: string, at = api) => signIn(at, name, 'a wrong guess', from(address));

async function statuses(answers: readonly Promise<Response>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(answers)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

it('of many guesses at once only as many are checked as may be, from however many addresses', async () => {
  const name = await newAccount();
  const guesses = Array.from({ length: 40 }, () => guess(name, newAddress()));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAccount, 429: 40 - ATTEMPTS.perAccount });
  const late = await signIn(api, name, PASSWORD, from(newAddress()));
  expect(late.status).toBe(429);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(500);
  expect(late.headers.get('content-type')).toContain('application/problem+json');
});

it('names that do not exist are treated alike', async () => {
  const guesses = Array.from({ length: 20 }, () => guess('no-such-account', newAddress()));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAccount, 429: 20 - ATTEMPTS.perAccount });
});

it('an address that tries many accounts is kept out, of all of them, and others are not', async () => {
  const name = await newAccount();
  const address = newAddress();
  const guesses = Array.from({ length: 30 }, (_, index) => guess(`guessed-${index}`, address));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAddress, 429: 30 - ATTEMPTS.perAddress });
  expect((await signIn(api, name, PASSWORD, from(address))).status).toBe(429);
  expect((await signIn(api, name, PASSWORD, from(newAddress()))).status).toBe(200);
});

it('the addresses of one IPv6 network count as one', async () => {
  const guesses = Array.from({ length: 30 }, (_, index) => guess(`in-network-${index}`, `2001:db8:1:2::${index + 1}`));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAddress, 429: 30 - ATTEMPTS.perAddress });
  expect((await guess('in-network', '2001:db8:1:3::1')).status).toBe(401);
});

it('strangers do not keep out whoever signed in from an address before', async () => {
  const name = await newAccount();
  const home = newAddress();
  expect((await signIn(api, name, PASSWORD, from(home))).status).toBe(200);
  await Promise.all(Array.from({ length: 20 }, () => guess(name, newAddress())));
  expect((await guess(name, newAddress())).status).toBe(429);
  expect((await signIn(api, name, PASSWORD, from(home))).status).toBe(200);
  // That address has a limit too.
  const guesses = Array.from({ length: 9 }, () => guess(name, home));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAccount, 429: 9 - ATTEMPTS.perAccount });
});

it('HTTP Basic counts with it', async () => {
  const name = await newAccount();
  const ask = (password: string) =>
    fetch(`${api.url}/api/me`, { headers: { Authorization: basic(name, password), ...from(newAddress()) } });
  const guesses = Array.from({ length: 12 }, (_, index) => ask(`guess ${index}`));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAccount, 429: 12 - ATTEMPTS.perAccount });
  expect((await ask(PASSWORD)).status).toBe(429);
  expect((await signIn(api, name, PASSWORD, from(newAddress()))).status).toBe(429);
});

it('replicas count together', async () => {
  const name = await newAccount();
  const guesses = Array.from({ length: 20 }, (_, index) => guess(name, newAddress(), index % 2 === 0 ? api : other));
  expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAccount, 429: 20 - ATTEMPTS.perAccount });
});

it('programs that know the password are not slowed down: many at once, while others guess', async () => {
  const name = await newAccount();
  const headers = { Authorization: basic(name, PASSWORD), ...from(newAddress()) };
  const ask = () => fetch(`${api.url}/api/me`, { headers });
  expect(await statuses(Array.from({ length: 40 }, ask))).toEqual({ 200: 40 });
  await Promise.all(Array.from({ length: 10 }, () => guess(name, newAddress())));
  expect(await statuses(Array.from({ length: 10 }, ask))).toEqual({ 200: 10 });
});

it('what was typed as a name is kept nowhere: people type passwords there', async () => {
  const typed = 'my-secret-password-8';
  await guess(typed, newAddress());
  await fetch(`${api.url}/api/me`, { headers: { Authorization: basic(typed, 'x'), ...from(newAddress()) } });
  const tables = ['audit_entry', 'sign_in_attempt', 'app_user', 'known_address'];
  for (const table of tables) {
    const rows = await api.engine.rows(`SELECT row_to_json(kept)::text AS text FROM ${table} kept`);
    expect([table, JSON.stringify(rows).includes(typed)]).toEqual([table, false]);
  }
});

it('the address is believed of trusted proxies only', async () => {
  const direct = await ApiFixture.start({ access: { attempts: ATTEMPTS } });
  try {
    const guesses = Array.from({ length: 20 }, (_, index) => guess(`direct-${index}`, newAddress(), direct));
    expect(await statuses(guesses)).toEqual({ 401: ATTEMPTS.perAddress, 429: 20 - ATTEMPTS.perAddress });
    const answer = await signIn(direct, ADMIN.username, ADMIN.password, { 'X-Forwarded-Proto': 'https' });
    expect(answer.headers.getSetCookie().join()).not.toContain('Secure');
  } finally {
    await direct.close();
  }
});
