/** SQLSTATE of a driver error, or undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return undefined;
}

// Connection, resources and shutdown; a session or transaction that was idle for too long; a statement cancelled or of
// unknown end; a lock, a deadlock or conflict of others; a server that is a read-only standby for a moment
// (25P03, 25P04, 57014, 40003, 55P03, 40P01, 40001, 25006).
const CONNECTION_STATES = /^(08|57P0|53|25P0[34]|57014|4000[13]|55P03|40P01|25006)/;
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENOTCONN',
  'ECONNABORTED',
  'ERR_SOCKET_CLOSED',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);
// Whatever keeps a connection from being made: no socket file yet, no file descriptors, no ports left.
const CONNECTING = new Set(['connect', 'getaddrinfo']);
// Errors of pg and pg-pool without a code; the spec holds the whole list of what the installed versions say.
const CONNECTION_MESSAGES =
  /Query read timeout|Connection terminated|connection timeout|timeout exceeded when trying to connect|timeout expired$|is not queryable$|There was an error establishing an SSL connection|Received unexpected \w+ message from backend/i;

/** True when the database is away or cut the connection, so that the same statement may succeed later. */
export function isConnectionFault(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('syscall' in error && CONNECTING.has(String(error.syscall))) return true;
  const state = sqlState(error);
  if (state !== undefined) return CONNECTION_CODES.has(state) || CONNECTION_STATES.test(state);
  return 'message' in error && CONNECTION_MESSAGES.test(String(error.message));
}
