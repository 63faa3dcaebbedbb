import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { userOf } from './requester';

/** Name of the user who sent the request. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  userOf(context.switchToHttp().getRequest<Request>()),
);
