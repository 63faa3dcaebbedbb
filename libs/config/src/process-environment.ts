import type { LauncherConfig } from './config';
import type { EnvironmentVariables } from './load-config';

const PLAIN = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'SystemRoot',
  'ComSpec',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
];
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The part of the environment that is about the machine: none of the product's own variables, no secret. */
export function hostEnvironment(env: EnvironmentVariables = process.env): Record<string, string> {
  const host: Record<string, string> = process.platform === 'win32' ? {} : { PATH: DEFAULT_PATH };
  for (const name of PLAIN) {
    const value = env[name];
    if (value !== undefined) host[name] = value;
  }
  return host;
}

/**
 * The environment in which the launcher starts a service: its own, with what it generated and resolved filled in.
 */
export function serviceEnvironment(
  config: LauncherConfig,
  generated: { readonly databaseUrl: string; readonly adminPassword: string },
  env: EnvironmentVariables = process.env,
): Record<string, string | undefined> {
  return {
    ...env,
    // Libraries check less and remember more with it.
    NODE_ENV: env.NODE_ENV ?? 'production',
    DATABASE_URL: generated.databaseUrl,
    ADMIN_PASSWORD: generated.adminPassword,
    DATA_DIR: config.dataDir,
    PROCESS_TYPES_DIR: config.processTypesDir,
    WORKER_CONCURRENCY: String(config.workerConcurrency),
  };
}
