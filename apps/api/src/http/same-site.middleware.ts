import type { NextFunction, Request, Response } from 'express';
import { sendProblem } from './problem';
import { findRequester } from './requester';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that change something when a browser sends them for a page of another origin: the browser adds
 * the user's credentials by itself (CSRF). Clients that are no browsers send neither header, and have no cookie: with
 * one, a request has to say that our own page sends it.
 */
export function refuseForeignPages(request: Request, response: Response, next: NextFunction): void {
  if (READING.has(request.method) || !isForeign(request)) next();
  else sendProblem(request, response, { status: 403, detail: 'Requests from pages of other origins are refused.' });
}

function isForeign(request: Request): boolean {
  const site = request.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.header('origin');
  if (origin === undefined) return findRequester(request)?.via === 'sign-in';
  return hostOf(origin) !== request.header('host');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
