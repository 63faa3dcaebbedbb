import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const ids = new WeakMap<IncomingMessage, string>();

/** The request's `X-Request-Id` when it is well formed, otherwise an id made for it. */
export function requestIdOf(request: IncomingMessage): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const sent = request.headers['x-request-id'];
  const id = typeof sent === 'string' && /^[A-Za-z0-9._:/+=-]{1,128}$/.test(sent) ? sent : randomUUID();
  ids.set(request, id);
  return id;
}
