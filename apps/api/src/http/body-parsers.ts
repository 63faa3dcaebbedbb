import type { NestExpressApplication } from '@nestjs/platform-express';
import { json, type NextFunction, type Request, type Response } from 'express';
import { refuseExcessiveJson } from './json-bounds';
import { sendProblem } from './problem';

const LIMIT = '1mb';
const SIGN_IN = '/api/sign-in';
const SIGN_IN_LIMIT = '16kb';
const JSON_TYPES = ['application/json', 'application/*+json'];
const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];
const YAML_PATH = /^\/process-types(\/|$)/i;

/** Reads JSON bodies, and YAML ones where definitions are taken; refuses other media types. */
export function useBodyParsers(app: NestExpressApplication): void {
  app.use(refuseOtherMediaTypes);
  // Whoever has not signed in may send a name and a password, and not a megabyte to be read.
  app.use(
    SIGN_IN,
    json({ limit: SIGN_IN_LIMIT, type: JSON_TYPES, reviver: refusePrototypeKeys, verify: refuseExcessiveJson }),
  );
  app.use(json({ limit: LIMIT, type: JSON_TYPES, reviver: refusePrototypeKeys, verify: refuseExcessiveJson }));
  app.useBodyParser('text', { limit: LIMIT, type: YAML_TYPES });
}

function refuseOtherMediaTypes(request: Request, response: Response, next: NextFunction): void {
  const types = YAML_PATH.test(request.path) ? [...JSON_TYPES, ...YAML_TYPES] : JSON_TYPES;
  // null: there is no body.
  if (!hasBody(request) || request.is(types)) next();
  else
    sendProblem(request, response, {
      status: 415,
      detail: `The body must be ${YAML_PATH.test(request.path) ? 'application/json or application/yaml' : 'application/json'}.`,
      headers: { Accept: types.filter((type) => !type.includes('*')).join(', ') },
    });
}

/** True when a body follows the headers. */
export function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

// An object with this key would get another prototype when it is copied.
function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('"__proto__" is not a possible key');
  return value;
}
