import { actorName, type Principal, plainAddress } from '@app/access';
import type { Request } from 'express';

const requesters = new WeakMap<Request, Principal>();

/** Notes who sent the request. */
export function setRequester(request: Request, principal: Principal): void {
  requesters.set(request, principal);
}

/** Who sent the request; undefined when nobody was authenticated. */
export function findRequester(request: Request): Principal | undefined {
  return requesters.get(request);
}

/** Who sent the request. Throws when nobody was authenticated, which no route allows that is not public. */
export function requesterOf(request: Request): Principal {
  const principal = requesters.get(request);
  if (principal === undefined) throw new Error(`${request.method} ${request.path} was reached without authentication`);
  return principal;
}

/** Name of the user who sent the request, with that of the token if it was one. */
export function userOf(request: Request): string {
  return actorName(requesterOf(request));
}

/** From where the request comes, as the trusted proxies say. */
export function addressOf(request: Request): string {
  return plainAddress(request.ip);
}
