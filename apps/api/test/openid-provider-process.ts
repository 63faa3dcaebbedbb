import { runTypescript, type TypescriptProcess } from '@app/testing';

const CLIENT = { id: 'orchestrator', secret: 'a secret: of /the+ client' };
/** Where browsers reach the product, as people would type it; nothing is there in tests. */
export const PUBLIC_URL = 'https://orchestrator.example';

/** What the environment says of a provider, which may be started later. */
export function environmentFor(issuer: string, publicUrl: string): Record<string, string> {
  return {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_ROLES: 'cn=admins,ou=groups=administrator, ops=operator, staff=viewer',
    OIDC_NAME: 'Example Inc.',
    PUBLIC_URL: publicUrl,
  };
}

/** A provider in a process of its own: it is an ES module, which Jest does not run. */
export class OpenIdProviderProcess {
  private constructor(
    readonly issuer: string,
    private readonly child: TypescriptProcess,
  ) {}

  /**
   * @param issuer where one was that is over, or where one was announced; by default on any port
   * @param publicUrl where browsers reach the product
   */
  static async start(issuer?: string, publicUrl = PUBLIC_URL): Promise<OpenIdProviderProcess> {
    const port = issuer === undefined ? '0' : new URL(issuer).port;
    const callback = `${publicUrl}/api/sign-in/openid/callback`;
    const child = runTypescript('apps/api/test/openid-provider.mjs', [port, CLIENT.id, CLIENT.secret, callback]);
    const line = await child.line(/^listening at /);
    return new OpenIdProviderProcess(line.replace('listening at ', ''), child);
  }

  /** What the API's environment says of it. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { ...environmentFor(this.issuer, PUBLIC_URL), TRUSTED_PROXIES: 'loopback', ...more };
  }

  /** Sets what is claimed of somebody from now on. */
  async claim(person: string, claims: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await fetch(`${this.issuer}/people/${person}`, { method: 'PUT', body: JSON.stringify(claims) });
    if (!response.ok) throw new Error(`the provider answered ${response.status}`);
  }

  async stop(): Promise<void> {
    await this.child.end('SIGKILL');
  }
}
