import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { type Observable, tap } from 'rxjs';
import { type AuditedPart, auditedRequest } from './audited-request';

/** Reads from what an operation gives back to what it was done: a new thing's name, or the results for many. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const audited = auditedRequest(http.getRequest<Request>());
    if (!audited?.isDue) return next.handle();
    return next.handle().pipe(
      tap((body: unknown) => {
        const parts = partsOf(body);
        if (parts !== undefined) audited.did(parts);
      }),
    );
  }
}

/** Undefined when the body names nothing. */
export function partsOf(body: unknown): AuditedPart[] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('results' in body && Array.isArray(body.results)) return body.results.map((result) => partOfMany(body, result));
  if ('processRecord' in body && hasText(body.processRecord, 'id')) return [{ target: body.processRecord.id }];
  if ('processType' in body && hasText(body.processType, 'name')) return [{ target: body.processType.name }];
  return undefined;
}

function partOfMany(body: object, result: unknown): AuditedPart {
  const action = hasText(body, 'action') ? `${body.action}ProcessRecord` : undefined;
  const target = hasText(result, 'id') ? result.id : '';
  const isProblem = typeof result === 'object' && result !== null && 'status' in result;
  const status = isProblem && typeof result.status === 'number' ? result.status : 200;
  return { target, action, status, detail: hasText(result, 'detail') ? result.detail : undefined };
}

function hasText<Name extends string>(value: unknown, name: Name): value is Record<Name, string> {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[name] === 'string';
}
