import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/**
 * A cookie for this host alone that scripts cannot read. With TLS its name has the prefix that makes browsers refuse it
 * unless it is Secure, for this host and for all paths: no other site of the domain can set it.
 */
export class HostCookie {
  /** @param pattern of the values that are taken */
  constructor(
    private readonly name: string,
    private readonly pattern: RegExp,
  ) {}

  /** What the browser sent; undefined when that is nothing, or nothing of ours. */
  read(request: Request): string | undefined {
    const value = parse(request.headers.cookie ?? '')[this.nameFor(request)];
    return value !== undefined && this.pattern.test(value) ? value : undefined;
  }

  /** Gives the browser the value, for so long. */
  set(request: Request, response: Response, value: string, maxAgeMs: number): void {
    response.cookie(this.nameFor(request), value, { ...optionsFor(request), maxAge: maxAgeMs });
  }

  /** Takes it back. */
  clear(request: Request, response: Response): void {
    response.clearCookie(this.nameFor(request), optionsFor(request));
  }

  private nameFor(request: Request): string {
    return request.secure ? `__Host-${this.name}` : this.name;
  }
}

function optionsFor(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' };
}
