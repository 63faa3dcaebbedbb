import { resolve } from 'node:path';
import { type EnvironmentVariables, loadConfig, loadLauncherConfig } from './load-config';
import { ConfigError } from './startup-error';

const DATABASE_URL = 'postgres://me:s3cr3t@db.example:5432/app';

function messageOf(env: EnvironmentVariables): string {
  try {
    loadLauncherConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('expected a ConfigError');
}

const KEY = Buffer.alloc(32, 1).toString('base64');

describe('loadLauncherConfig', () => {
  it('has the documented default for every variable', () => {
    expect(loadLauncherConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8082,
      dataDir: resolve('.orchestrator'),
      processTypesDir: resolve('process-types'),
      databaseUrl: null,
      redisUrl: null,
      workers: expect.any(Number),
      workerConcurrency: expect.any(Number),
      adminUsername: 'admin',
      adminPassword: null,
      basicAuth: 'on',
      signInIdleMs: 12 * 3_600_000,
      signInLimitMs: 7 * 86_400_000,
      openId: null,
      trustedProxies: [],
      auditRetentionMs: 365 * 86_400_000,
      leaseMs: 15_000,
      sweepMs: 5_000,
      killGraceMs: 5_000,
      startWaitMs: 60_000,
      isolation: 'auto',
      allowedRoots: null,
      secretKeys: { kind: 'file', path: resolve('.orchestrator/secrets-key'), mayBeMade: true },
      outputLimitBytes: 10_485_760,
      retentionMs: 30 * 86_400_000,
      startsPerMinute: 100_000,
      streamsPerUser: 20,
      minScheduleIntervalMs: 1_000,
      workListData: 'shown',
      workListActions: 'on',
      logLevel: 'info',
    });
  });

  it('runs at least one worker with four commands at once by default', () => {
    const config = loadLauncherConfig({});
    expect(config.workers).toBeGreaterThanOrEqual(1);
    expect(config.workerConcurrency).toBeGreaterThanOrEqual(4);
  });

  it('takes every variable', () => {
    const config = loadLauncherConfig({
      HOST: '0.0.0.0',
      PORT: '9000',
      DATA_DIR: 'some/data',
      PROCESS_TYPES_DIR: '/etc/types',
      DATABASE_URL,
      REDIS_URL: 'rediss://:pw@cache:6380/2',
      WORKERS: '0',
      WORKER_CONCURRENCY: '12',
      ADMIN_USERNAME: 'ops',
      ADMIN_PASSWORD: 'correct horse battery',
      BASIC_AUTH: 'Off',
      SIGN_IN_IDLE_MINUTES: '30',
      SIGN_IN_LIMIT_HOURS: '12',
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::1',
      AUDIT_RETENTION_DAYS: '90',
      LEASE_MS: '3000',
      SWEEP_MS: '250',
      KILL_GRACE_MS: '0',
      START_WAIT_MS: '500',
      ISOLATION: 'Process-Group',
      ALLOWED_ROOTS: '/srv/data/:/var/spool/jobs',
      SECRETS_KEY_FILE: '/run/secrets/key',
      OUTPUT_LIMIT_BYTES: '2048',
      RETENTION_DAYS: '7',
      STARTS_PER_MINUTE: '600',
      STREAMS_PER_USER: '5',
      MIN_SCHEDULE_INTERVAL_SECONDS: '60',
      WORK_LIST_DATA: 'hidden',
      WORK_LIST_ACTIONS: 'OFF',
      LOG_LEVEL: 'DEBUG',
    });
    expect(config).toEqual({
      host: '0.0.0.0',
      port: 9000,
      dataDir: resolve('some/data'),
      processTypesDir: '/etc/types',
      databaseUrl: DATABASE_URL,
      redisUrl: 'rediss://:pw@cache:6380/2',
      workers: 0,
      workerConcurrency: 12,
      adminUsername: 'ops',
      adminPassword: 'correct horse battery',
      basicAuth: 'off',
      signInIdleMs: 30 * 60_000,
      signInLimitMs: 12 * 3_600_000,
      openId: null,
      trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::1'],
      auditRetentionMs: 90 * 86_400_000,
      leaseMs: 3000,
      sweepMs: 250,
      killGraceMs: 0,
      startWaitMs: 500,
      isolation: 'process-group',
      allowedRoots: ['/srv/data', '/var/spool/jobs'],
      secretKeys: { kind: 'file', path: '/run/secrets/key', mayBeMade: false },
      outputLimitBytes: 2048,
      retentionMs: 7 * 86_400_000,
      startsPerMinute: 600,
      streamsPerUser: 5,
      minScheduleIntervalMs: 60_000,
      workListData: 'hidden',
      workListActions: 'off',
      logLevel: 'debug',
    });
  });

  it('takes an empty variable as unset', () => {
    expect(loadLauncherConfig({ PORT: '', DATABASE_URL: ' ', ADMIN_PASSWORD: '' })).toEqual(loadLauncherConfig({}));
  });

  it.each([
    ['PORT', 'abc', 'a whole number from 1 to 65535'],
    ['PORT', '0', 'a whole number from 1 to 65535'],
    ['PORT', '65536', 'a whole number from 1 to 65535'],
    ['PORT', '80.5', 'a whole number from 1 to 65535'],
    ['PORT', '-1', 'a whole number from 1 to 65535'],
    ['PORT', '0x50', 'a whole number from 1 to 65535'],
    ['HOST', 'http://localhost', 'an IP address or a host name'],
    ['WORKERS', '65', 'a whole number from 0 to 64'],
    ['WORKER_CONCURRENCY', '0', 'a whole number from 1 to 256'],
    ['LEASE_MS', '2999', 'a whole number from 3000 to 3600000 (milliseconds)'],
    ['SWEEP_MS', '99', 'a whole number from 100 to 3600000 (milliseconds)'],
    ['KILL_GRACE_MS', '5s', 'a whole number from 0 to 600000 (milliseconds)'],
    ['START_WAIT_MS', '1m', 'a whole number from 0 to 86400000 (milliseconds)'],
    ['ISOLATION', 'docker', 'one of auto, pid-namespace, user-pid-namespace, process-group'],
    ['OUTPUT_LIMIT_BYTES', '10MB', 'a whole number from 256 to 10737418240 (bytes)'],
    ['RETENTION_DAYS', '0', 'a whole number from 1 to 36500 (days)'],
    ['ALLOWED_ROOTS', '/srv:data', "absolute paths of folders, separated by ':'"],
    ['WORK_LIST_DATA', 'some', 'one of shown, hidden'],
    ['WORK_LIST_ACTIONS', 'no', 'one of on, off'],
    ['BASIC_AUTH', 'maybe', 'one of on, off'],
    ['SIGN_IN_IDLE_MINUTES', '4', 'a whole number from 5 to 525600 (minutes)'],
    ...['everybody', '0.0.0.0/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.1,', '::/0'].map(
      (value): [string, string, string] => [
        'TRUSTED_PROXIES',
        value,
        'addresses or networks like 10.0.0.5, 10.0.0.0/8 or loopback, separated by commas',
      ],
    ),
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace, silent'],
    ['ADMIN_USERNAME', 'a:b', '1 to 64 characters without spaces and colons'],
  ])('refuses %s=%s and says what would be right', (name, value, wanted) => {
    expect(messageOf({ [name]: value })).toBe(`${name} must be ${wanted}, but is ${JSON.stringify(value)}`);
  });

  it.each([
    ['DATABASE_URL', 'mysql://me:s3cr3t@host/db'],
    ['DATABASE_URL', 's3cr3t'],
    ['REDIS_URL', 'http://:s3cr3t@host'],
    ['REDIS_URL', 'redis://:s3cr3t@host/cache'],
    ['REDIS_URL', 'redis:///0?password=s3cr3t'],
    ['ADMIN_PASSWORD', 's3cr3t'],
    ['SECRETS_KEY', 's3cr3t'],
    ['SECRETS_KEY', `${KEY},s3cr3t`],
  ])('refuses a wrong %s without showing it', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must be [^\n]+$`));
    expect(message).not.toContain('s3cr3t');
  });

  it.each([
    'admin123',
    'Admin123',
    'password',
    'Password1',
    'changeme',
    'ChangeMe!',
    '12345678',
    '123456789',
    'qwerty123',
    'letmein2024',
    'process-orchestrator',
    'aaaaaaaa',
  ])('refuses the well-known password %s', (password) => {
    expect(messageOf({ ADMIN_PASSWORD: password })).toContain(
      'ADMIN_PASSWORD must be a password that is not well known',
    );
  });

  it.each(['admin', '123456', 'short'])('refuses the short password %s', (password) => {
    expect(messageOf({ ADMIN_PASSWORD: password })).toBe('ADMIN_PASSWORD must be at least 8 characters long');
  });

  it.each(['correct horse', 'administering-9-trees', 'Zk3-tt9-Qa1', 'pässwörter-sind-lang'])(
    'takes the password %s',
    (password) => {
      expect(loadLauncherConfig({ ADMIN_PASSWORD: password }).adminPassword).toBe(password);
    },
  );

  it('refuses a password equal to the user name', () => {
    expect(messageOf({ ADMIN_USERNAME: 'Brunhilde', ADMIN_PASSWORD: 'brunhilde' })).toBe(
      'ADMIN_PASSWORD must be different from ADMIN_USERNAME',
    );
  });

  it('takes several keys of secrets, from the environment or from a file', () => {
    const other = Buffer.alloc(32, 2).toString('base64');
    expect(loadLauncherConfig({ SECRETS_KEY: `${KEY}, ${other}` }).secretKeys).toEqual({
      kind: 'given',
      keys: [KEY, other],
    });
    expect(messageOf({ SECRETS_KEY: KEY, SECRETS_KEY_FILE: '/run/key' })).toBe(
      'SECRETS_KEY and SECRETS_KEY_FILE must not both be set',
    );
  });

  it('names every wrong variable in one line and cuts long values', () => {
    const message = messageOf({ PORT: 'x'.repeat(5_000), WORKERS: 'many\nof them' });
    expect(message).toContain('PORT must be');
    expect(message).toContain('; WORKERS must be');
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(300);
  });
});

describe('loadConfig', () => {
  it('needs a DATABASE_URL', () => {
    expect(() => loadConfig({})).toThrow(/^DATABASE_URL is not set/);
    expect(loadConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });
});
