import type { NextFunction, Request, Response } from 'express';
import { sendProblem } from './problem';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that change something when a browser sends them for a page of another origin: the browser adds
 * the administrator's credentials by itself (CSRF). Clients that are no browsers send neither header.
 */
export function refuseForeignPages(request: Request, response: Response, next: NextFunction): void {
  if (READING.has(request.method) || !isForeign(request)) next();
  else sendProblem(request, response, { status: 403, detail: 'Requests from pages of other origins are refused.' });
}

function isForeign(request: Request): boolean {
  const site = request.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.header('origin');
  return origin !== undefined && hostOf(origin) !== request.header('host');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
