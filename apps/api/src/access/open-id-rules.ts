import { readFileSync } from 'node:fs';
import type { OpenIdSettings } from '@app/access';
import { type ClientSecretSource, type OpenIdConfig, StartupError } from '@app/config';

/** Where people begin to sign in with the provider, and where it sends them back to. */
export const OPEN_ID_PATH = 'api/sign-in/openid';

/**
 * How the provider of the configuration is spoken to; null without one.
 * @throws StartupError when the file of the client's secret cannot be read
 */
export function openIdRules(config: OpenIdConfig | null): OpenIdSettings | null {
  if (config === null) return null;
  const { clientSecret, publicUrl, name: _, ...rules } = config;
  const readSecret = secretReader(clientSecret);
  readSecret();
  return { ...rules, clientSecret: readSecret, redirectUri: `${publicUrl}/${OPEN_ID_PATH}/callback` };
}

function secretReader(source: ClientSecretSource): () => string | null {
  switch (source.kind) {
    case 'none':
      return () => null;
    case 'given':
      return () => source.secret;
    case 'file':
      return () => readSecretFile(source.path);
    default:
      return source satisfies never;
  }
}

function readSecretFile(path: string): string {
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new StartupError(`OIDC_CLIENT_SECRET_FILE cannot be read: ${(error as Error).message}`);
  }
  if (secret === '') throw new StartupError(`OIDC_CLIENT_SECRET_FILE: ${path} is empty`);
  return secret;
}
