import type { Role } from '@app/access';
import { type ApiFixture, basic, type RequestOptions } from './api-fixture';

export const PASSWORD = 'kite-lantern-62';

/** A user with this role and the password above; gives the id. */
export async function createUser(api: ApiFixture, name: string, role: Role): Promise<string> {
  const { user } = await api.post<{ user: { id: string } }>('/api/users', { name, role, password: PASSWORD }, 201);
  return user.id;
}

/** Sends requests as one user of the API. */
export class AccessClient {
  private constructor(
    readonly api: ApiFixture,
    readonly headers: Readonly<Record<string, string>>,
  ) {}

  static withPassword(api: ApiFixture, name: string, password = PASSWORD): AccessClient {
    return new AccessClient(api, { Authorization: basic(name, password) });
  }

  static withToken(api: ApiFixture, secret: string): AccessClient {
    return new AccessClient(api, { Authorization: `Bearer ${secret}` });
  }

  /** As a page of the dashboard, with the cookie of a new sign-in. */
  static async signIn(api: ApiFixture, name: string, password = PASSWORD): Promise<AccessClient> {
    const response = await signIn(api, name, password);
    if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
    return new AccessClient(api, { Cookie: cookieOf(response), 'Sec-Fetch-Site': 'same-origin' });
  }

  fetch(path: string, { method = 'GET', body, headers, signal }: RequestOptions = {}): Promise<Response> {
    return fetch(`${this.api.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...this.headers,
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      redirect: 'manual',
    });
  }

  async status(path: string, options: RequestOptions = {}): Promise<number> {
    const response = await this.fetch(path, options);
    await response.arrayBuffer();
    return response.status;
  }

  async json<Body>(path: string, options: RequestOptions = {}): Promise<Body> {
    const response = await this.fetch(path, options);
    const text = await response.text();
    if (!response.ok) throw new Error(`${options.method ?? 'GET'} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Body;
  }
}

/** The answer to an attempt to sign in. */
export function signIn(
  api: ApiFixture,
  name: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${api.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ name, password }),
  });
}

/** What the browser would send back. */
export function cookieOf(response: Response): string {
  const [cookie] = response.headers.getSetCookie();
  return cookie?.split(';', 1)[0] ?? '';
}
