import type { Credentials } from '@app/access';
import type { Request } from 'express';
import { readSignInCookie } from './sign-in-cookie';

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2})$/i;
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,200}=*)$/i;

/**
 * How the request says who sends it: what stands in `Authorization` counts before the cookie, and what cannot be read
 * there is as good as wrong. Undefined when it says nothing.
 */
export function credentialsOf(request: Request): Credentials | 'malformed' | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromHeader(authorization);
  const secret = readSignInCookie(request);
  return secret === undefined ? undefined : { kind: 'sign-in', secret };
}

function fromHeader(authorization: string): Credentials | 'malformed' {
  const token = BEARER.exec(authorization)?.[1];
  if (token !== undefined) return { kind: 'token', secret: token };
  const pair = BASIC.exec(authorization)?.[1];
  const text = pair === undefined ? '' : Buffer.from(pair, 'base64').toString('utf8');
  // A colon ends the name (RFC 7617).
  const colon = text.indexOf(':');
  if (colon < 0) return 'malformed';
  return { kind: 'password', name: text.slice(0, colon), password: text.slice(colon + 1) };
}
