import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { type Observable, tap } from 'rxjs';

/** Sends the `revision` of a body as its `ETag`, for `If-Match`. */
@Injectable()
export class RevisionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap((body: unknown) => {
        if (hasRevision(body)) response.setHeader('ETag', `"${body.revision}"`);
      }),
    );
  }
}

function hasRevision(body: unknown): body is { revision: string } {
  return typeof body === 'object' && body !== null && 'revision' in body && typeof body.revision === 'string';
}
