import type { InTransaction, Principal } from '@app/access';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { auditedRequest } from './audited-request';
import { addressOf, requesterOf } from './requester';

/** Who asks for a change, from where, and what writes it into the audit together with the change. */
export interface Requester {
  readonly principal: Principal;
  readonly address: string;
  readonly note: InTransaction;
}

/** The `Requester` of the request. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Requester => {
  const request = context.switchToHttp().getRequest<Request>();
  return { principal: requesterOf(request), address: addressOf(request), note: noteOf(request) };
});

/** Writes into the audit, in a transaction, that what the request asks for is done. @param by where it does not say */
export function noteOf(request: Request, by?: Principal, detail: string | null = null): InTransaction {
  const audited = auditedRequest(request);
  if (audited === undefined) throw new Error(`${request.method} ${request.path} was reached without an audit`);
  return audited.noteIn(by, detail);
}
