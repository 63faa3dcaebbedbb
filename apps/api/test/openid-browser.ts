import type { ApiFixture } from './api-fixture';
import { PUBLIC_URL } from './openid-provider-process';

const MOST_STEPS = 10;

/** What a browser does at a sign-in with a provider, step by step: each site gets its own cookies back. */
export class OpenIdBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  constructor(private readonly api: ApiFixture) {}

  /** Presses the button of the sign-in page; gives the answer. */
  begin(to?: string): Promise<Response> {
    return this.open(`${PUBLIC_URL}/api/sign-in/openid${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
  }

  /** Signs in at the provider as somebody, or gives up there; gives the address that it sends the browser back to. */
  async returnAs(person: string | null, to?: string): Promise<URL> {
    let response = await this.begin(to);
    let at = new URL(PUBLIC_URL);
    for (let step = 0; step < MOST_STEPS; step++) {
      const location = response.headers.get('location');
      if (location !== null) {
        at = new URL(location, at);
        if (at.origin === PUBLIC_URL) return at;
        response = await this.open(at.href);
      } else if (person === null) {
        response = await this.open(`${at.href}/abort`);
      } else {
        const body = new URLSearchParams({ prompt: 'login', login: person, password: 'any' });
        response = await this.open(at.href, { method: 'POST', body });
      }
    }
    throw new Error(`the provider did not send the browser back: ${response.status} ${await response.text()}`);
  }

  /** Signs in with the provider; gives where our answer sends the browser. */
  async signIn(person: string | null, to?: string): Promise<string> {
    return this.land(await this.returnAs(person, to));
  }

  /** Comes back to us with the address; gives where our answer sends the browser. */
  async land(address: URL): Promise<string> {
    const response = await this.open(address.href);
    const location = response.headers.get('location');
    if (response.status !== 303 || location === null)
      throw new Error(`${address.pathname}: ${response.status} ${await response.text()}`);
    return location;
  }

  /** Asks for a path of ours; the JSON of the answer, or its status. */
  async ask(path: string): Promise<unknown> {
    const response = await this.open(`${PUBLIC_URL}${path}`);
    return response.ok ? response.json() : response.status;
  }

  cookie(name: string): string | undefined {
    return this.jar(PUBLIC_URL).get(name);
  }

  setCookie(name: string, value: string): void {
    this.jar(PUBLIC_URL).set(name, value);
  }

  /** One request, without following. What is ours goes through a proxy that ends TLS. */
  private async open(address: string, init: RequestInit = {}): Promise<Response> {
    const { origin, pathname, search } = new URL(address);
    const isOurs = origin === PUBLIC_URL;
    const jar = this.jar(origin);
    const response = await fetch(isOurs ? `${this.api.url}${pathname}${search}` : address, {
      ...init,
      redirect: 'manual',
      headers: {
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'User-Agent': 'a browser',
        ...(isOurs && { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example' }),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  private jar(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }
}
