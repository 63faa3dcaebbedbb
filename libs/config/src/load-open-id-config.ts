import type { Environment } from './environment.schema';
import type { ClientSecretSource, OpenIdConfig } from './open-id-config';
import { ConfigError } from './startup-error';

/**
 * The provider that the environment names; null when it names none.
 * @throws ConfigError when something is missing, or is there without the issuer
 */
export function openIdConfig(parsed: Environment): OpenIdConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = parsed;
  if (issuer === undefined) {
    if (clientId !== undefined) throw new ConfigError('OIDC_CLIENT_ID is set, and OIDC_ISSUER is not');
    return null;
  }
  if (clientId === undefined) throw new ConfigError('OIDC_CLIENT_ID must be set together with OIDC_ISSUER');
  // What a request calls this host is chosen by whoever sends it: sign-ins must not be led there.
  if (publicUrl === undefined)
    throw new ConfigError('PUBLIC_URL must be set together with OIDC_ISSUER: where the provider sends people back to');
  if (parsed.OIDC_ROLES.length === 0 && parsed.OIDC_DEFAULT_ROLE === undefined)
    throw new ConfigError(
      'OIDC_ROLES or OIDC_DEFAULT_ROLE must be set together with OIDC_ISSUER: nobody would have a role',
    );
  return {
    issuer,
    clientId,
    clientSecret: clientSecret(parsed),
    scopes: parsed.OIDC_SCOPES,
    roleClaim: parsed.OIDC_ROLE_CLAIM,
    roles: parsed.OIDC_ROLES,
    defaultRole: parsed.OIDC_DEFAULT_ROLE ?? null,
    usernameClaim: parsed.OIDC_USERNAME_CLAIM ?? null,
    name: parsed.OIDC_NAME,
    publicUrl,
  };
}

function clientSecret({ OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_SECRET_FILE: path }: Environment): ClientSecretSource {
  if (secret !== undefined && path !== undefined)
    throw new ConfigError('OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE must not both be set');
  if (secret !== undefined) return { kind: 'given', secret };
  return path === undefined ? { kind: 'none' } : { kind: 'file', path };
}
