import type { Request, Response } from 'express';
import { HostCookie } from './host-cookie';

const COOKIE = new HostCookie('po_sign_in', /^[A-Za-z0-9_-]{43}$/);

/** The secret of the sign-in that the browser sent; undefined when there is none. */
export function readSignInCookie(request: Request): string | undefined {
  return COOKIE.read(request);
}

/** Gives the browser the secret, for so long. */
export function setSignInCookie(request: Request, response: Response, secret: string, maxAgeMs: number): void {
  COOKIE.set(request, response, secret, maxAgeMs);
}

/** Takes it back. */
export function clearSignInCookie(request: Request, response: Response): void {
  COOKIE.clear(request, response);
}
