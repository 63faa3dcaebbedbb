import type { OpenIdConfig } from './open-id-config';

/** Whether HTTP Basic is taken besides sign-ins and tokens. */
export const BASIC_AUTH = ['on', 'off'] as const;
export type BasicAuth = (typeof BASIC_AUTH)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const WORK_LIST_DATA = ['shown', 'hidden'] as const;
export type WorkListData = (typeof WORK_LIST_DATA)[number];

export const WORK_LIST_ACTIONS = ['on', 'off'] as const;
export type WorkListActions = (typeof WORK_LIST_ACTIONS)[number];

/** Where the keys come from that secrets are encrypted with. */
export type SecretKeySource =
  /** Each 32 bytes in base64; the first one encrypts. */
  | { readonly kind: 'given'; readonly keys: readonly string[] }
  /** One key a line. `mayBeMade`: it is the file in the data folder, which is made with the first secret. */
  | { readonly kind: 'file'; readonly path: string; readonly mayBeMade: boolean };

/** `auto`: the strongest that the host allows. What each does: docs/decisions/commands-run-in-slots.md */
export const ISOLATIONS = ['auto', 'pid-namespace', 'user-pid-namespace', 'process-group'] as const;

export type Isolation = (typeof ISOLATIONS)[number];

export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * How long a service that was asked to stop lets running commands go on before it stops them. Together with
 * `killGraceMs` it bounds a graceful shutdown.
 */
export const DRAIN_LIMIT_MS = 30_000;

/** What every process reads from its environment. Durations are in milliseconds, folders are absolute. */
export abstract class CommonConfig {
  /** Where the API and the dashboard listen. */
  abstract readonly host: string;
  abstract readonly port: number;
  /** Embedded database, spool files, generated secrets. */
  abstract readonly dataDir: string;
  /** Folder of YAML process types. */
  abstract readonly processTypesDir: string;
  /** null: BullMQ runs on PostgreSQL. */
  abstract readonly redisUrl: string | null;
  /** Worker processes that the launcher runs. */
  abstract readonly workers: number;
  /** Commands at once in each worker. */
  abstract readonly workerConcurrency: number;
  abstract readonly adminUsername: string;
  /** null: not set; the launcher generates one and hands it to the API. */
  abstract readonly adminPassword: string | null;
  abstract readonly basicAuth: BasicAuth;
  /** A sign-in ends when it was not used for this long. */
  abstract readonly signInIdleMs: number;
  /** A sign-in ends this long after the password was given. */
  abstract readonly signInLimitMs: number;
  /** Null: people sign in with passwords only. */
  abstract readonly openId: OpenIdConfig | null;
  /** Addresses and networks of proxies that are believed where a request comes from. */
  abstract readonly trustedProxies: readonly string[];
  /** Entries of the audit that are older are removed. */
  abstract readonly auditRetentionMs: number;
  /** A worker that has not renewed for this long has lost its work. */
  abstract readonly leaseMs: number;
  /** Interval at which lost work and lost queue entries are looked for. */
  abstract readonly sweepMs: number;
  /** Between SIGTERM and SIGKILL of a command. */
  abstract readonly killGraceMs: number;
  /** How long a service waits at its start for PostgreSQL and Redis before it ends with a line that says so. */
  abstract readonly startWaitMs: number;
  /** How workers keep commands apart; a mode that is demanded by its name and not to be had keeps a worker from starting. */
  abstract readonly isolation: Isolation;
  /** Folders that commands may be started in or below, by absolute path; null: any. */
  abstract readonly allowedRoots: readonly string[] | null;
  abstract readonly secretKeys: SecretKeySource;
  /** Output kept per attempt. */
  abstract readonly outputLimitBytes: number;
  /** Finished runs older than this are removed. */
  abstract readonly retentionMs: number;
  /** Records that one user or token may create and start within a minute, at one API process. */
  abstract readonly startsPerMinute: number;
  /** Event streams that one user may have open, at one API process. */
  abstract readonly streamsPerUser: number;
  /** Schedules that would fire more often are refused. */
  abstract readonly minScheduleIntervalMs: number;
  /** `hidden`: the API gives no data and no commands of rows of the work list. */
  abstract readonly workListData: WorkListData;
  /** `off`: the API lets the work list be read only. */
  abstract readonly workListActions: WorkListActions;
  abstract readonly logLevel: LogLevel;
}

/** Configuration of a service (API or worker); also the token by which Nest injects it. */
export abstract class Config extends CommonConfig {
  abstract readonly databaseUrl: string;
}

/** Configuration of the launcher, which brings its own PostgreSQL when `databaseUrl` is null. */
export abstract class LauncherConfig extends CommonConfig {
  abstract readonly databaseUrl: string | null;
}
