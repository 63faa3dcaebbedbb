import { invalid } from '@app/process-core';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const TAG_LIST = /^\s*(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*\s*$/;

/**
 * The revisions in the `If-Match` header (RFC 9110, 13.1.1); undefined when it is absent or `*`. Weak tags match
 * nothing. Throws `invalid` when it is malformed.
 */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): string[] | undefined => {
  const header = context.switchToHttp().getRequest<Request>().header('if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  if (TAG_LIST.test(header))
    return [...header.matchAll(/(W\/)?"([^"]*)"/g)].flatMap(([, weak, tag]) => (weak ? [] : [tag ?? '']));
  const message = 'must be the ETag of what was read, in quotes, or *';
  throw invalid(`The If-Match header ${message}.`, [{ field: 'If-Match', message }]);
});
