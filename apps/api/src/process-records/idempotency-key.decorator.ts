import { invalid } from '@app/process-core';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const MAX_LENGTH = 255;

/** The `Idempotency-Key` header; undefined when absent. Throws `invalid` when it is empty or too long. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<Request>().header('idempotency-key')?.trim();
  if (key === undefined || (key.length > 0 && key.length <= MAX_LENGTH)) return key;
  const message = `must have 1 to ${MAX_LENGTH} characters`;
  throw invalid(`The Idempotency-Key header ${message}.`, [{ field: 'Idempotency-Key', message }]);
});
