import { join } from 'node:path';
import type { z } from 'zod';
import type { CommonConfig, Config, LauncherConfig, SecretKeySource } from './config';
import { type Environment, environmentSchema, SECRET_VARIABLES } from './environment.schema';
import { openIdConfig } from './load-open-id-config';
import { ConfigError } from './startup-error';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const SHOWN_LENGTH = 80;
/** In the data folder, when no key is given. */
const SECRETS_KEY_FILE = 'secrets-key';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Configuration of a service, from the environment. An empty variable counts as unset.
 * @throws ConfigError with one line that names each variable that cannot be used
 */
export function loadConfig(env: EnvironmentVariables = process.env): Config {
  const parsed = parse(env);
  if (parsed.DATABASE_URL === undefined) {
    throw new ConfigError(
      'DATABASE_URL is not set: a service started by itself needs a PostgreSQL (npm start brings its own)',
    );
  }
  return { ...common(parsed), databaseUrl: parsed.DATABASE_URL };
}

/**
 * Configuration of the launcher; as loadConfig, but without DATABASE_URL the launcher starts its own PostgreSQL.
 * @throws ConfigError with one line that names each variable that cannot be used
 */
export function loadLauncherConfig(env: EnvironmentVariables = process.env): LauncherConfig {
  const parsed = parse(env);
  return { ...common(parsed), databaseUrl: parsed.DATABASE_URL ?? null };
}

function parse(env: EnvironmentVariables): Environment {
  const given: Record<string, string> = {};
  for (const name of Object.keys(environmentSchema.shape)) {
    const value = env[name];
    if (value !== undefined && value.trim() !== '') given[name] = name === 'ADMIN_PASSWORD' ? value : value.trim();
  }
  const result = environmentSchema.safeParse(given);
  if (!result.success) throw new ConfigError(describe(result.error.issues, given));
  if (result.data.ADMIN_PASSWORD?.toLowerCase() === result.data.ADMIN_USERNAME.toLowerCase()) {
    throw new ConfigError('ADMIN_PASSWORD must be different from ADMIN_USERNAME');
  }
  if (result.data.SECRETS_KEY !== undefined && result.data.SECRETS_KEY_FILE !== undefined) {
    throw new ConfigError('SECRETS_KEY and SECRETS_KEY_FILE must not both be set');
  }
  return result.data;
}

function describe(issues: readonly z.core.$ZodIssue[], given: Readonly<Record<string, string>>): string {
  const firstByName = new Map<string, string>();
  for (const issue of issues) {
    const name = String(issue.path[0]);
    if (!firstByName.has(name)) firstByName.set(name, issue.message);
  }
  return [...firstByName].map(([name, wanted]) => `${name} must be ${wanted}${shown(name, given[name])}`).join('; ');
}

function shown(name: string, value: string | undefined): string {
  if (value === undefined || SECRET_VARIABLES.has(name)) return '';
  const quoted = JSON.stringify(value);
  return `, but is ${quoted.length > SHOWN_LENGTH ? `${quoted.slice(0, SHOWN_LENGTH)}…` : quoted}`;
}

function secretKeySource(parsed: Environment): SecretKeySource {
  if (parsed.SECRETS_KEY !== undefined) return { kind: 'given', keys: parsed.SECRETS_KEY };
  if (parsed.SECRETS_KEY_FILE !== undefined) return { kind: 'file', path: parsed.SECRETS_KEY_FILE, mayBeMade: false };
  return { kind: 'file', path: join(parsed.DATA_DIR, SECRETS_KEY_FILE), mayBeMade: true };
}

function common(parsed: Environment): CommonConfig {
  return {
    host: parsed.HOST,
    port: parsed.PORT,
    dataDir: parsed.DATA_DIR,
    processTypesDir: parsed.PROCESS_TYPES_DIR,
    redisUrl: parsed.REDIS_URL ?? null,
    workers: parsed.WORKERS,
    workerConcurrency: parsed.WORKER_CONCURRENCY,
    adminUsername: parsed.ADMIN_USERNAME,
    adminPassword: parsed.ADMIN_PASSWORD ?? null,
    basicAuth: parsed.BASIC_AUTH,
    signInIdleMs: parsed.SIGN_IN_IDLE_MINUTES * MINUTE_MS,
    signInLimitMs: parsed.SIGN_IN_LIMIT_HOURS * HOUR_MS,
    openId: openIdConfig(parsed),
    trustedProxies: parsed.TRUSTED_PROXIES,
    auditRetentionMs: parsed.AUDIT_RETENTION_DAYS * DAY_MS,
    leaseMs: parsed.LEASE_MS,
    sweepMs: parsed.SWEEP_MS,
    killGraceMs: parsed.KILL_GRACE_MS,
    startWaitMs: parsed.START_WAIT_MS,
    isolation: parsed.ISOLATION,
    allowedRoots: parsed.ALLOWED_ROOTS ?? null,
    secretKeys: secretKeySource(parsed),
    outputLimitBytes: parsed.OUTPUT_LIMIT_BYTES,
    retentionMs: parsed.RETENTION_DAYS * DAY_MS,
    startsPerMinute: parsed.STARTS_PER_MINUTE,
    streamsPerUser: parsed.STREAMS_PER_USER,
    minScheduleIntervalMs: parsed.MIN_SCHEDULE_INTERVAL_SECONDS * 1_000,
    workListData: parsed.WORK_LIST_DATA,
    workListActions: parsed.WORK_LIST_ACTIONS,
    logLevel: parsed.LOG_LEVEL,
  };
}
