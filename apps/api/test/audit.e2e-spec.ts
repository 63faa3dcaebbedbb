import { AuditRepository } from '@app/access';
import { AccessClient, createUser, PASSWORD, signIn } from './access-client';
import { ADMIN, ApiFixture, basic } from './api-fixture';

let api: ApiFixture;
let viewer: AccessClient;
let operator: AccessClient;

beforeAll(async () => {
  api = await ApiFixture.start({ environment: { TRUSTED_PROXIES: 'loopback' } });
  await createUser(api, 'vera', 'viewer');
  await createUser(api, 'otto', 'operator');
  viewer = AccessClient.withPassword(api, 'vera');
  operator = AccessClient.withPassword(api, 'otto');
});
afterAll(() => api.close());

interface Entry {
  readonly id: number;
  readonly actor: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
}

const entries = (query: string) => api.json<Entry[]>(`/api/audit?${query}`);
const newest = async (query: string) => (await entries(`limit=1&${query}`))[0];
const create = (id: string, headers: Record<string, string> = {}) =>
  operator.status('/process-records', { method: 'POST', body: { id, type: 'single-task-process' }, headers });

describe('an entry', () => {
  it('says who did what to what from where, and is there with the answer', async () => {
    const headers = { 'X-Request-Id': 'trace-9', 'X-Forwarded-For': '192.0.2.7' };
    expect(await create('audited', headers)).toBe(201);
    expect(await newest('target=audited')).toEqual({
      id: expect.any(Number),
      at: expect.any(String),
      actorKind: 'user',
      actor: 'otto',
      userId: expect.any(String),
      action: 'createProcessRecord',
      target: 'audited',
      method: 'POST',
      path: '/process-records',
      address: '192.0.2.7',
      requestId: 'trace-9',
      outcome: 'DONE',
      status: 201,
      detail: null,
    });
    await operator.status('/process-records/audited/start', { method: 'POST' });
    expect(await newest('target=audited')).toMatchObject({
      action: 'startProcessRecord',
      outcome: 'DONE',
      status: 200,
    });
  });

  it('names the record that got its id from the product', async () => {
    const { processRecord } = await operator.json<{ processRecord: { id: string } }>('/process-records', {
      method: 'POST',
      body: { type: 'single-task-process' },
    });
    expect(await newest('action=createProcessRecord')).toMatchObject({ target: processRecord.id });
  });

  it.each<[string, () => Promise<number>, object]>([
    [
      'a role that does not do',
      () => viewer.status('/process-records/audited', { method: 'DELETE' }),
      { actor: 'vera', action: 'deleteProcessRecord', target: 'audited', outcome: 'DENIED', status: 403 },
    ],
    [
      'a wrong state',
      () => operator.status('/process-records/audited/resume', { method: 'POST' }),
      { actor: 'otto', action: 'resumeProcessRecord', target: 'audited', outcome: 'REFUSED', status: 409 },
    ],
    [
      'a page of another site',
      () =>
        operator.status('/process-records/audited/stop', {
          method: 'POST',
          headers: { 'Sec-Fetch-Site': 'cross-site' },
        }),
      { actor: 'otto', action: 'POST', path: '/process-records/audited/stop', outcome: 'DENIED', status: 403 },
    ],
    [
      'nobody in particular',
      async () => (await fetch(`${api.url}/process-types/x`, { method: 'DELETE' })).status,
      { actorKind: 'nobody', actor: null, action: 'DELETE', path: '/process-types/x', outcome: 'DENIED', status: 401 },
    ],
    [
      'a path that does not exist',
      () => operator.status('/nowhere', { method: 'POST' }),
      { actor: 'otto', action: 'POST', path: '/nowhere', outcome: 'REFUSED', status: 404 },
    ],
    [
      'a wrong password at sign-in',
      async () => (await signIn(api, 'vera', 'wrong')).status,
      { actorKind: 'nobody', actor: 'vera', action: 'signIn', outcome: 'DENIED', status: 401 },
    ],
    [
      'a wrong password with a request that only reads',
      async () => (await fetch(`${api.url}/process-types`, { headers: { Authorization: basic('vera', 'no') } })).status,
      { actorKind: 'nobody', actor: 'vera', action: 'signIn', path: '/process-types', outcome: 'DENIED' },
    ],
  ])('is there for what is denied: %s', async (_, act, expected) => {
    const status = await act();
    const entry = await newest('');
    expect(entry).toMatchObject({ ...expected, status });
    expect(entry).toMatchObject({ detail: expect.any(String) });
  });

  it('is there for each of many that a request is about', async () => {
    await create('bulk-a');
    const ids = ['bulk-a', 'bulk-missing'];
    await operator.json('/process-records/bulk', { method: 'POST', body: { action: 'start', ids } });
    expect(await newest('target=bulk-a')).toMatchObject({ action: 'startProcessRecord', outcome: 'DONE' });
    expect(await newest('target=bulk-missing')).toMatchObject({
      action: 'startProcessRecord',
      outcome: 'REFUSED',
      status: 404,
    });
  });

  it.each(['\0', '\ud800'])('is there for what is done with %j beside it', async (unstorable) => {
    const id = unstorable === '\0' ? 'beside-nul' : 'beside-half';
    await create(id);
    const ids = [id, unstorable];
    await operator.status('/process-records/bulk', { method: 'POST', body: { action: 'start', ids } });
    expect(await newest(`target=${id}`)).toMatchObject({ action: 'startProcessRecord', outcome: 'DONE' });
  });

  it('is not there for what only reads or checks', async () => {
    const before = await newest('');
    await operator.json('/process-records');
    await api.fetch('/process-types/validate', { method: 'POST', body: { name: 'x', tasks: [] } });
    await operator.status('/process-records', { method: 'HEAD' });
    expect(await newest('')).toEqual(before);
  });

  it.each([
    ['createUser', () => createUser(api, 'eve', 'viewer'), 'eve'],
    ['signIn', () => signIn(api, 'eve', PASSWORD), 'eve'],
    [
      'createApiToken',
      () =>
        AccessClient.withPassword(api, 'eve').json('/api/tokens', {
          method: 'POST',
          body: { name: 'ci', role: 'viewer' },
        }),
      'ci',
    ],
  ])('%s is written once, with the change itself', async (action, act, target) => {
    const before = (await entries(`action=${action}&target=${target}`)).length;
    await act();
    const found = await entries(`action=${action}&target=${target}`);
    expect(found.length - before).toBe(1);
    expect(found[0]).toMatchObject({ outcome: 'DONE' });
  });

  it('takes what cannot be written back with the change', async () => {
    const audit = api.app.get(AuditRepository, { strict: false });
    const add = jest.spyOn(audit, 'add').mockRejectedValue(new Error('no room'));
    try {
      const body = { name: 'unseen', role: 'viewer', password: PASSWORD };
      expect((await api.fetch('/api/users', { method: 'POST', body })).status).toBe(500);
    } finally {
      add.mockRestore();
    }
    const users = await api.json<{ name: string }[]>('/api/users');
    expect(users.map(({ name }) => name)).not.toContain('unseen');
  });
});

it('every route that changes something leaves an entry, whoever asks', async () => {
  interface Layer {
    readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  }
  const { router } = api.app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  const changing = router.stack.flatMap(({ route }) =>
    route && !route.path.includes('*')
      ? Object.keys(route.methods)
          .map((method) => ({ method: method.toUpperCase(), path: route.path.replace(/:\w+/g, 'no-such-thing') }))
          .filter(({ method }) => method !== 'GET')
      : [],
  );
  expect(changing.length).toBeGreaterThan(25);
  const checksOnly = /\/(validate|preview)$/;
  const missing: string[] = [];
  for (const { method, path } of changing) {
    const requestId = `probe-${method}-${path.replace(/[^a-z]/g, '')}`;
    await viewer.status(path, { method, headers: { 'X-Request-Id': requestId } });
    const [entry] = await api.engine.rows('SELECT FROM audit_entry WHERE request_id = $1', [requestId]);
    if (entry === undefined && !checksOnly.test(path)) missing.push(`${method} ${path}`);
  }
  expect(missing).toEqual([]);
});

describe('the list', () => {
  it('goes on where the page before ended, and is filtered', async () => {
    const all = await entries('actor=otto&limit=1000');
    expect(all.every(({ actor }) => actor === 'otto')).toBe(true);
    const pages: Entry[] = [];
    for (let path: string | undefined = '/api/audit?actor=otto&limit=2'; path !== undefined; ) {
      const response = await api.fetch(path);
      pages.push(...((await response.json()) as Entry[]));
      path = /<([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(pages).toEqual(all);
    expect((await entries('outcome=DENIED')).every(({ outcome }) => outcome === 'DENIED')).toBe(true);
    expect(await entries('to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await entries('from=2020-01-01T00:00:00Z&target=audited&action=startProcessRecord')).toHaveLength(1);
  });

  it.each(['outcome=GOOD', 'from=yesterday', 'cursor=x', 'nothing=1', 'limit=0'])('%s is refused', async (query) => {
    expect((await api.fetch(`/api/audit?${query}`)).status).toBe(400);
  });
});

describe('the export', () => {
  it('is CSV that no spreadsheet takes for formulas', async () => {
    const id = 'csv-1';
    await create(id);
    await operator.status('/process-records/%3D1%2B1%2C%22x%22/start', { method: 'POST' });
    const response = await api.fetch('/api/audit/export?actor=otto');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toBe('id,at,actorKind,actor,action,target,outcome,status,detail,method,path,address,requestId');
    expect(lines[1]).toContain(`startProcessRecord,"'=1+1,""x""",REFUSED`);
    expect(lines[2]).toMatch(/^\d+,2\d{3}-\d\d-\d\dT[\d:.]+Z,user,otto,createProcessRecord,csv-1,DONE,201,,POST,/);
    expect(lines.at(-1)).toBe('');
  });

  it('has all entries, however many', async () => {
    await api.engine.rows(
      `INSERT INTO audit_entry (actor_kind, actor, action, outcome) SELECT 'user', 'many', 'x', 'DONE' FROM generate_series(1, 2500)`,
    );
    const lines = (await (await api.fetch('/api/audit/export?actor=many')).text()).split('\r\n');
    expect(lines).toHaveLength(2_500 + 2);
  });
});

describe('entries', () => {
  it.each([
    `UPDATE audit_entry SET actor = 'nobody'`,
    `DELETE FROM audit_entry WHERE actor = 'otto'`,
    'TRUNCATE audit_entry',
  ])('%s is refused by the database', async (sql) => {
    await expect(api.engine.rows(sql)).rejects.toThrow(/entries are only added/);
  });

  it('go when they are old, and not before a day has passed', async () => {
    await api.engine.rows(
      `INSERT INTO audit_entry (at, actor_kind, actor, action, outcome)
       SELECT now() - age * interval '1 hour', 'user', 'aged', age::text, 'DONE' FROM unnest(ARRAY[1, 23, 25, 49]) age`,
    );
    const audit = api.app.get(AuditRepository, { strict: false });
    const ages = async () => (await entries('actor=aged')).map(({ action }) => action).sort();
    await audit.removeOlderThan(48 * 3_600_000);
    expect(await ages()).toEqual(['1', '23', '25']);
    await audit.removeOlderThan(0);
    expect(await ages()).toEqual(['1', '23']);
  });
});

it('nobody fills the disk with denials', async () => {
  const knock = () =>
    fetch(`${api.url}/process-records`, { method: 'POST', headers: { 'X-Forwarded-For': '203.0.113.9' } });
  for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 10 }, knock));
  expect((await entries('address=203.0.113.9&limit=1000')).length).toBeLessThanOrEqual(60);
});

it('nobody keeps guesses out of it with other requests, and names that exist are written like others', async () => {
  const headers = { 'X-Forwarded-For': '203.0.113.10' };
  const knock = () => fetch(`${api.url}/process-records`, { method: 'POST', headers });
  for (let round = 0; round < 7; round++) await Promise.all(Array.from({ length: 10 }, knock));
  const before = (await entries('address=203.0.113.10&limit=1000')).length;
  await signIn(api, 'vera', 'wrong', headers);
  await signIn(api, 'nobody-of-this-name', 'wrong', headers);
  const now = await entries('address=203.0.113.10&limit=1000');
  expect(now.length - before).toBe(2);
  expect(now.slice(0, 2).map(({ action, actor }) => [action, actor])).toEqual([
    ['signIn', null],
    ['signIn', 'vera'],
  ]);
});

it('the administrator of the environment is in it', async () => {
  expect(await newest(`action=createUser&target=${ADMIN.username}`)).toMatchObject({ actorKind: 'environment' });
});
