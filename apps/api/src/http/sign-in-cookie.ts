import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

// The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for all paths.
const SECURE_NAME = '__Host-po_sign_in';
const PLAIN_NAME = 'po_sign_in';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The secret of the sign-in that the browser sent; undefined when there is none. */
export function readSignInCookie(request: Request): string | undefined {
  const value = parse(request.headers.cookie ?? '')[nameFor(request)];
  return value !== undefined && SECRET.test(value) ? value : undefined;
}

/** Gives the browser the secret, for so long. */
export function setSignInCookie(request: Request, response: Response, secret: string, maxAgeMs: number): void {
  response.cookie(nameFor(request), secret, { ...optionsFor(request), maxAge: maxAgeMs });
}

/** Takes it back. */
export function clearSignInCookie(request: Request, response: Response): void {
  response.clearCookie(nameFor(request), optionsFor(request));
}

function nameFor(request: Request): string {
  return request.secure ? SECURE_NAME : PLAIN_NAME;
}

function optionsFor(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' };
}
