import type { BegunSignIn } from '@app/access';
import type { Request, Response } from 'express';
import { HostCookie } from '../http/host-cookie';
import { returnPath } from './return-path';

/** How long somebody may take at the provider. */
const HOLDS_MS = 600_000;
const VALUE = /^([\w-]{43})\.([\w-]{43})\.([\w-]{43})\.([\w-]{1,2000})$/;
const COOKIE = new HostCookie('po_open_id', VALUE);

/** What a browser keeps while somebody is at the provider. */
export interface KeptSignIn {
  readonly begun: BegunSignIn;
  /** Where on this site to go then. */
  readonly to: string;
}

export function keepBegunSignIn(request: Request, response: Response, { begun, to }: KeptSignIn): void {
  const { state, nonce, verifier } = begun;
  const value = [state, nonce, verifier, Buffer.from(to).toString('base64url')].join('.');
  COOKIE.set(request, response, value, HOLDS_MS);
}

/** What the browser kept, which it then forgets: each is taken once. Null when there is nothing. */
export function takeBegunSignIn(request: Request, response: Response): KeptSignIn | null {
  const [, state, nonce, verifier, to] = VALUE.exec(COOKIE.read(request) ?? '') ?? [];
  COOKIE.clear(request, response);
  if (state === undefined || nonce === undefined || verifier === undefined || to === undefined) return null;
  return { begun: { state, nonce, verifier }, to: returnPath(Buffer.from(to, 'base64url').toString('utf8')) };
}
