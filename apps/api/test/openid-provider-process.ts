import { runTypescript, TcpProxy, type TypescriptProcess } from '@app/testing';

const CLIENT = { id: 'orchestrator', secret: 'a secret: of /the+ client' };
/** Where browsers reach the product, as people would type it; nothing is there in tests. */
export const PUBLIC_URL = 'https://orchestrator.example';

/** A provider in a process of its own, as it is an ES module, which Jest does not run; and a way there that can break. */
export class OpenIdProviderProcess {
  private constructor(
    private readonly child: TypescriptProcess,
    private readonly port: number,
    private readonly way: TcpProxy,
  ) {}

  static async start(): Promise<OpenIdProviderProcess> {
    const child = runTypescript('apps/api/test/openid-provider.mjs', [CLIENT.id, CLIENT.secret]);
    const port = Number((await child.line(/^listening on /)).replace('listening on ', ''));
    const provider = new OpenIdProviderProcess(child, port, await TcpProxy.listen(port));
    await provider.register(PUBLIC_URL);
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.way.port}`;
  }

  /** What the environment says of it to a product at this address. */
  environment(publicUrl = PUBLIC_URL): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_ROLES: 'cn=admins,ou=groups=administrator, ops=operator, staff=viewer',
      OIDC_NAME: 'Example Inc.',
      PUBLIC_URL: publicUrl,
      TRUSTED_PROXIES: 'loopback',
    };
  }

  /** Makes the product at this address the only one that people are sent back to. */
  async register(publicUrl: string): Promise<void> {
    await this.tell('/settings', { issuer: this.issuer, redirectUri: `${publicUrl}/api/sign-in/openid/callback` });
  }

  /** Sets what is claimed of somebody from now on. */
  async claim(person: string, claims: Readonly<Record<string, unknown>>): Promise<void> {
    await this.tell(`/people/${person}`, claims);
  }

  /** From now on nothing gets there. */
  goAway(): void {
    this.way.refuse();
  }

  comeBack(): void {
    this.way.heal();
  }

  async stop(): Promise<void> {
    await this.way.close();
    await this.child.end('SIGKILL');
  }

  private async tell(path: string, body: unknown): Promise<void> {
    const url = `http://127.0.0.1:${this.port}${path}`;
    const response = await fetch(url, { method: 'PUT', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: the provider answered ${response.status}`);
  }
}
