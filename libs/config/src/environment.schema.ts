import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { delimiter, isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { BASIC_AUTH, ISOLATIONS, LOG_LEVELS, WORK_LIST_ACTIONS, WORK_LIST_DATA } from './config';
import { GIVEN_ROLES, type RoleOfClaim } from './open-id-config';
import { isWellKnownPassword } from './well-known-passwords';

const MIN_PASSWORD_LENGTH = 8;
const HOST_NAME = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
// A colon ends the user name in HTTP Basic (RFC 7617).
const USERNAME = /^[^\s:\p{Cc}]{1,64}$/u;

// Each schema's message completes the sentence "NAME must be …".

const wholeNumber = (min: number, max: number, unit = '') => {
  const error = `a whole number from ${min} to ${max}${unit}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error });
};

const folder = z
  .string()
  .refine((value) => !value.includes('\0'), { error: 'the path of a folder' })
  .transform((value) => resolve(value));

const serviceUrl = (protocols: readonly string[], example: string, isUsable: (url: URL) => boolean = () => true) =>
  z.string().refine(
    (value) => {
      if (!URL.canParse(value)) return false;
      const url = new URL(value);
      return protocols.includes(url.protocol) && isUsable(url);
    },
    { error: `a URL like ${example} (special characters in the password percent-encoded)` },
  );

// Names of networks that Express knows, besides addresses and networks in CIDR notation.
const PROXY_NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

const proxies = z
  .string()
  .transform((value) => value.split(',').map((proxy) => proxy.trim()))
  .refine((list) => list.every(isProxy), {
    error: 'addresses or networks like 10.0.0.5, 10.0.0.0/8 or loopback, separated by commas',
  });

function isProxy(proxy: string): boolean {
  if (PROXY_NAMES.has(proxy)) return true;
  const [address = '', bits, ...rest] = proxy.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  // A network of everybody would let every client choose its address.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const password = z
  .string()
  .min(MIN_PASSWORD_LENGTH, { error: `at least ${MIN_PASSWORD_LENGTH} characters long` })
  .max(256, { error: 'at most 256 characters long' })
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'free of control characters' })
  .refine((value) => !isWellKnownPassword(value), {
    error: 'a password that is not well known; leave it unset to have one generated',
  });

const isSecretKey = (word: string): boolean =>
  /^[A-Za-z0-9+/_-]{43}=?$/.test(word) && Buffer.from(word, 'base64').length === 32;

const secretKeys = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter((word) => word !== ''))
  .refine((words) => words.every(isSecretKey), {
    error: 'one or more keys of 32 bytes in base64, separated by commas (openssl rand -base64 32)',
  });

const folders = z
  .string()
  .transform((value) => value.split(delimiter).filter((path) => path !== ''))
  .refine((paths) => paths.every((path) => isAbsolute(path) && !path.includes('\0')), {
    error: `absolute paths of folders, separated by '${delimiter}'`,
  })
  .transform((paths) => paths.map((path) => resolve(path)));

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

// Tokens in the clear would be everybody's; OpenID Connect Discovery 1.0 wants https.
const issuer = z.string().refine(
  (value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, hostname, username, search, hash } = new URL(value);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
    return isSafe && username === '' && search === '' && hash === '';
  },
  { error: 'an https URL like https://sso.example.com/realms/main (http on this machine only)' },
);

const origin = z
  .string()
  .refine(
    (value) => {
      if (!URL.canParse(value)) return false;
      const { protocol, username, pathname, search, hash } = new URL(value);
      return (
        ['https:', 'http:'].includes(protocol) && username === '' && pathname === '/' && search === '' && hash === ''
      );
    },
    { error: 'a URL without a path like https://orchestrator.example.com' },
  )
  .transform((value) => new URL(value).origin);

const role = (error: string) => z.string().toLowerCase().pipe(z.enum(GIVEN_ROLES, { error }));

// A comma ends an entry behind a role only: names of groups in directories have commas and equals signs of their own.
const ROLE_ENTRY = /\s*(.+?)\s*=\s*(viewer|operator|administrator)\s*(?:,|$)/gy;

const rolesOfClaim = z.string().transform((value, context) => {
  const entries = [...value.matchAll(ROLE_ENTRY)];
  if (entries.map(([entry]) => entry).join('') !== value)
    context.addIssue({ code: 'custom', message: 'value=role pairs, separated by commas, like ops=operator' });
  return entries.map(([, claim = '', name]): RoleOfClaim => ({ value: claim, role: name as RoleOfClaim['role'] }));
});

const scopes = z
  .string()
  .refine((value) => /^[!#-[\]-~]+( +[!#-[\]-~]+)*$/.test(value) && value.split(/ +/).includes('openid'), {
    error: 'scopes separated by spaces, openid among them',
  });

const line = (most: number) =>
  z.string().refine((value) => value.length <= most && !/\p{Cc}/u.test(value), {
    error: `one line of at most ${most} characters`,
  });

/** What each variable may hold; an absent one takes its default. */
export const environmentSchema = z.object({
  HOST: z
    .string()
    .refine((value) => isIP(value) !== 0 || HOST_NAME.test(value), { error: 'an IP address or a host name' })
    .default('127.0.0.1'),
  PORT: wholeNumber(1, 65_535).default(8082),
  DATA_DIR: folder.default(() => resolve('.orchestrator')),
  PROCESS_TYPES_DIR: folder.default(() => resolve('process-types')),
  DATABASE_URL: serviceUrl(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database').optional(),
  REDIS_URL: serviceUrl(
    ['redis:', 'rediss:'],
    'redis://user:password@host:6379/0',
    (url) => url.hostname !== '' && /^\/?\d*$/.test(url.pathname),
  ).optional(),
  WORKERS: wholeNumber(0, 64).default(defaultWorkers),
  WORKER_CONCURRENCY: wholeNumber(1, 256).default(defaultConcurrency),
  ADMIN_USERNAME: z
    .string()
    .regex(USERNAME, { error: '1 to 64 characters without spaces and colons' })
    .default('admin'),
  ADMIN_PASSWORD: password.optional(),
  BASIC_AUTH: z
    .string()
    .toLowerCase()
    .pipe(z.enum(BASIC_AUTH, { error: `one of ${BASIC_AUTH.join(', ')}` }))
    .default('on'),
  SIGN_IN_IDLE_MINUTES: wholeNumber(5, 525_600, ' (minutes)').default(720),
  SIGN_IN_LIMIT_HOURS: wholeNumber(1, 8_760, ' (hours)').default(168),
  TRUSTED_PROXIES: proxies.default([]),
  PUBLIC_URL: origin.optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: line(255).optional(),
  OIDC_CLIENT_SECRET: line(1_024).optional(),
  OIDC_CLIENT_SECRET_FILE: folder.optional(),
  OIDC_SCOPES: scopes.default('openid profile email'),
  OIDC_ROLE_CLAIM: line(255).default('roles'),
  OIDC_ROLES: rolesOfClaim.default([]),
  OIDC_DEFAULT_ROLE: role(`one of ${GIVEN_ROLES.join(', ')}; leave it unset to refuse whoever has no role`).optional(),
  OIDC_USERNAME_CLAIM: line(255).optional(),
  OIDC_NAME: line(40).default('OpenID Connect'),
  AUDIT_RETENTION_DAYS: wholeNumber(1, 36_500, ' (days)').default(365),
  LEASE_MS: wholeNumber(3_000, 3_600_000, ' (milliseconds)').default(15_000),
  SWEEP_MS: wholeNumber(100, 3_600_000, ' (milliseconds)').default(5_000),
  KILL_GRACE_MS: wholeNumber(0, 600_000, ' (milliseconds)').default(5_000),
  START_WAIT_MS: wholeNumber(0, 86_400_000, ' (milliseconds)').default(60_000),
  ISOLATION: z
    .string()
    .toLowerCase()
    .pipe(z.enum(ISOLATIONS, { error: `one of ${ISOLATIONS.join(', ')}` }))
    .default('auto'),
  ALLOWED_ROOTS: folders.optional(),
  SECRETS_KEY: secretKeys.optional(),
  SECRETS_KEY_FILE: folder.optional(),
  OUTPUT_LIMIT_BYTES: wholeNumber(256, 10_737_418_240, ' (bytes)').default(10_485_760),
  RETENTION_DAYS: wholeNumber(1, 36_500, ' (days)').default(30),
  STARTS_PER_MINUTE: wholeNumber(1, 100_000_000).default(100_000),
  STREAMS_PER_USER: wholeNumber(1, 500).default(20),
  MIN_SCHEDULE_INTERVAL_SECONDS: wholeNumber(1, 86_400, ' (seconds)').default(1),
  WORK_LIST_DATA: z
    .string()
    .toLowerCase()
    .pipe(z.enum(WORK_LIST_DATA, { error: `one of ${WORK_LIST_DATA.join(', ')}` }))
    .default('shown'),
  WORK_LIST_ACTIONS: z
    .string()
    .toLowerCase()
    .pipe(z.enum(WORK_LIST_ACTIONS, { error: `one of ${WORK_LIST_ACTIONS.join(', ')}` }))
    .default('on'),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(LOG_LEVELS, { error: `one of ${LOG_LEVELS.join(', ')}` }))
    .default('info'),
});

export type Environment = z.infer<typeof environmentSchema>;

/** Variables whose value never appears in a message. */
export const SECRET_VARIABLES: ReadonlySet<string> = new Set<keyof Environment>([
  'ADMIN_PASSWORD',
  'DATABASE_URL',
  'OIDC_CLIENT_SECRET',
  'REDIS_URL',
  'SECRETS_KEY',
]);

/** A worker is one event loop, so it takes a core while the database and the commands need the others. */
function defaultWorkers(): number {
  return Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));
}

function defaultConcurrency(): number {
  return Math.min(32, Math.max(8, 4 * availableParallelism()));
}
