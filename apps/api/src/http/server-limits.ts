import type { Server } from 'node:http';

/** How long clients may take over what they send and receive. */
export interface ServerLimits {
  /** For the first line and the headers. */
  readonly headersMs: number;
  /** For the whole request, its body included. */
  readonly requestMs: number;
  /** During which nothing is sent and nothing is taken; streams say something every few seconds. */
  readonly stalledMs: number;
  /** How often the first two are looked at. */
  readonly checkMs: number;
}

// A megabyte, which is the most that is taken, at 20 kB/s; an answer that takes minutes is none of ours.
export const USUAL_LIMITS: ServerLimits = { headersMs: 15_000, requestMs: 60_000, stalledMs: 180_000, checkMs: 5_000 };

/**
 * Ends the connections of clients that send or read too slowly: they get 408, or nothing when an answer is under way. To be
 * called before the server listens.
 */
export function limitServer(server: Server, { headersMs, requestMs, stalledMs, checkMs }: ServerLimits): void {
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.setTimeout(stalledMs);
  // An option of the constructor, which Nest calls; read when the server begins to listen.
  Object.assign(server, { connectionsCheckingInterval: checkMs });
}
