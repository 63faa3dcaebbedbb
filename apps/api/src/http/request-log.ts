import type { IncomingMessage, ServerResponse } from 'node:http';
import { TOKEN_PREFIX } from '@app/access';
import type { LogLevel } from '@app/config';
import type { Params } from 'nestjs-pino';
import { type LevelWithSilent, type Logger, pino } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';
import { requestIdOf } from './request-id';

/** The process's logger: JSON lines, or readable ones in a terminal. */
export function createLogger(level: LogLevel, pretty: boolean): Logger {
  return pino({
    level,
    base: { service: 'api', pid: process.pid },
    ...(pretty && { transport: { target: 'pino-pretty', options: { singleLine: true, ignore: 'pid,hostname' } } }),
  });
}

/** Logs each request when it is answered: who asked is known by the request id; headers and bodies are not logged. */
export function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (request, response) => {
      const id = requestIdOf(request);
      response.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    customLogLevel: levelOf,
    customSuccessMessage: describe,
    customErrorMessage: describe,
    serializers: {
      req: ({ id, method, url, remoteAddress }: Record<string, unknown>) => ({
        id,
        method,
        url: withoutCodes(String(url)),
        remoteAddress,
      }),
      res: ({ statusCode }: Record<string, unknown>) => ({ statusCode }),
    },
  });
}

/** Makes Nest's loggers, also those of services, write to the request's logger. */
export function nestLog(logger: Logger): Params {
  return { pinoHttp: { logger }, useExisting: true, assignResponse: true };
}

// With what a provider sends a browser back with, somebody else could try to sign in, and with a token that somebody put
// into an address, where it is not taken.
function withoutCodes(url: string): string {
  const shown = url.startsWith('/api/sign-in/') ? (url.split('?', 1)[0] ?? '') : url;
  return shown.replace(TOKEN, `${TOKEN_PREFIX}••••`);
}

const TOKEN = new RegExp(`${TOKEN_PREFIX}[\\w-]{43}`, 'g');

// Dashboards and probes read all the time: what changes something is what counts.
function levelOf(request: IncomingMessage, response: ServerResponse, error?: Error): LevelWithSilent {
  if (error || response.statusCode >= 500) return 'error';
  if (response.statusCode === 401 || response.statusCode === 403) return 'warn';
  return request.method === 'GET' || request.method === 'HEAD' ? 'debug' : 'info';
}

function describe(request: IncomingMessage, response: ServerResponse): string {
  const path = request.url?.split('?', 1)[0] ?? '';
  return `${request.method} ${path} ${response.statusCode}`;
}
