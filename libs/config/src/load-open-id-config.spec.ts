import { type EnvironmentVariables, loadLauncherConfig } from './load-config';
import { ConfigError } from './startup-error';

const COMPLETE = {
  OIDC_ISSUER: 'https://sso.example.com/realms/main',
  OIDC_CLIENT_ID: 'orchestrator',
  OIDC_ROLES: 'ops=operator',
  PUBLIC_URL: 'https://orchestrator.example.com/',
};
const load = (env: EnvironmentVariables) => loadLauncherConfig({ ...COMPLETE, ...env }).openId;

function messageOf(env: EnvironmentVariables): string {
  try {
    load(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('expected a ConfigError');
}

it('needs an issuer, a client, roles and the public address; the rest has defaults', () => {
  expect(load({})).toEqual({
    issuer: 'https://sso.example.com/realms/main',
    clientId: 'orchestrator',
    clientSecret: { kind: 'none' },
    scopes: 'openid profile email',
    roleClaim: 'roles',
    roles: [{ value: 'ops', role: 'operator' }],
    defaultRole: null,
    usernameClaim: null,
    name: 'OpenID Connect',
    publicUrl: 'https://orchestrator.example.com',
  });
  expect(loadLauncherConfig({ PUBLIC_URL: COMPLETE.PUBLIC_URL }).openId).toBeNull();
});

it('takes every variable', () => {
  expect(
    load({
      OIDC_CLIENT_SECRET_FILE: '/run/secrets/client',
      OIDC_SCOPES: 'openid groups',
      OIDC_ROLE_CLAIM: 'realm_access.roles',
      OIDC_ROLES: 'cn=ops,ou=groups,dc=example=operator, staff of Example Inc. = viewer,root=administrator',
      OIDC_DEFAULT_ROLE: 'Viewer',
      OIDC_USERNAME_CLAIM: 'upn',
      OIDC_NAME: 'Example Inc.',
    }),
  ).toMatchObject({
    clientSecret: { kind: 'file', path: '/run/secrets/client' },
    scopes: 'openid groups',
    roleClaim: 'realm_access.roles',
    roles: [
      { value: 'cn=ops,ou=groups,dc=example', role: 'operator' },
      { value: 'staff of Example Inc.', role: 'viewer' },
      { value: 'root', role: 'administrator' },
    ],
    defaultRole: 'viewer',
    usernameClaim: 'upn',
    name: 'Example Inc.',
  });
  expect(load({ OIDC_CLIENT_SECRET: 's3cr3t' })?.clientSecret).toEqual({ kind: 'given', secret: 's3cr3t' });
});

it.each([
  [{ OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID must be set together with OIDC_ISSUER'],
  [{ OIDC_ISSUER: '' }, 'OIDC_CLIENT_ID is set, and OIDC_ISSUER is not'],
  [{ PUBLIC_URL: '' }, 'PUBLIC_URL must be set together with OIDC_ISSUER: where the provider sends people back to'],
  [
    { OIDC_ROLES: '' },
    'OIDC_ROLES or OIDC_DEFAULT_ROLE must be set together with OIDC_ISSUER: nobody would have a role',
  ],
  [
    { OIDC_CLIENT_SECRET: 's3cr3t', OIDC_CLIENT_SECRET_FILE: '/x' },
    'OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE must not both be set',
  ],
])('with %j it says what is wrong', (env, message) => {
  expect(messageOf(env)).toBe(message);
});

it.each([
  ['OIDC_ISSUER', 'http://sso.example.com', 'an https URL like'],
  ['OIDC_ISSUER', 'https://me:pw@sso.example.com', 'an https URL like'],
  ['OIDC_ISSUER', 'sso.example.com', 'an https URL like'],
  ['PUBLIC_URL', 'https://orchestrator.example.com/app', 'a URL without a path like'],
  ['PUBLIC_URL', 'orchestrator.example.com', 'a URL without a path like'],
  ['OIDC_ROLES', 'ops', 'value=role pairs'],
  ['OIDC_ROLES', 'ops=operator,staff', 'value=role pairs'],
  ['OIDC_ROLES', 'ops=boss', 'value=role pairs'],
  ['OIDC_ROLES', '=operator', 'value=role pairs'],
  ['OIDC_DEFAULT_ROLE', 'boss', 'one of viewer, operator, administrator'],
  ['OIDC_SCOPES', 'profile', 'scopes separated by spaces, openid among them'],
  ['OIDC_NAME', 'x'.repeat(41), 'one line of at most 40 characters'],
])('refuses %s=%s', (name, value, wanted) => {
  expect(messageOf({ [name]: value })).toMatch(new RegExp(`^${name} must be ${wanted}`));
});

it('takes a provider without TLS on this machine only', () => {
  expect(load({ OIDC_ISSUER: 'http://127.0.0.1:8080' })?.issuer).toBe('http://127.0.0.1:8080');
});
