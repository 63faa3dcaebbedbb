import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { sendProblem } from './problem';

/** The only account that exists. */
export interface Administrator {
  readonly username: string;
  readonly password: string;
}

// Compared with the path exactly as it was sent, so that no spelling of another path passes for one of these.
const OPEN_PATHS: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);

const users = new WeakMap<Request, string>();

/** Lets only the administrator pass, whatever is asked for, except the health checks. */
export function basicAuth(administrator: Administrator): RequestHandler {
  const expected = digest(`${administrator.username}:${administrator.password}`);
  return (request: Request, response: Response, next: NextFunction) => {
    const credentials = credentialsOf(request);
    if (credentials !== undefined && timingSafeEqual(digest(credentials), expected)) {
      users.set(request, administrator.username);
      next();
    } else if (OPEN_PATHS.has(pathAsSent(request))) {
      next();
    } else {
      response.setHeader('WWW-Authenticate', 'Basic realm="Process Orchestrator", charset="UTF-8"');
      sendProblem(request, response, { status: 401, detail: 'Credentials are missing or wrong.' });
    }
  };
}

/** Name of the user who sent the request. Throws when nobody was authenticated, which no route allows. */
export function userOf(request: Request): string {
  const user = users.get(request);
  if (user === undefined) throw new Error(`${request.method} ${request.path} was reached without authentication`);
  return user;
}

function credentialsOf(request: Request): string | undefined {
  const match = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(request.headers.authorization ?? '');
  return match?.[1] === undefined ? undefined : Buffer.from(match[1], 'base64').toString('utf8');
}

// Digests have one length, so the comparison takes the same time for every guess.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function pathAsSent(request: Request): string {
  return request.url.split('?', 1)[0] ?? '';
}
