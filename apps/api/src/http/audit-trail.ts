import { type AuditEntry, AuditRepository, DenialQuota } from '@app/access';
import { Injectable, Logger } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AuditedRequest } from './audited-request';
import { problemSent } from './problem';
import { addressOf } from './requester';

/**
 * Writes an entry about every request that changes something or tries to, whatever answers it: a route, the gate, a
 * parser. The answer waits for the entry.
 */
@Injectable()
export class AuditTrail {
  private readonly logger = new Logger('Audit');

  constructor(
    private readonly audit: AuditRepository,
    private readonly quota: DenialQuota,
  ) {}

  readonly middleware: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
    const audited = new AuditedRequest(request, this.audit);
    const end = response.end.bind(response) as (...rest: unknown[]) => Response;
    let ending = false;
    response.end = ((...rest: unknown[]) => {
      if (ending || !audited.isDue) return end(...rest);
      ending = true;
      const written = this.write(audited, request, response);
      // While the database is away nothing can be written, and nobody shall wait for that.
      if (response.statusCode >= 500) return end(...rest);
      void written.then(() => end(...rest));
      return response;
    }) as Response['end'];
    next();
  };

  /** Never throws: what cannot be written is logged. */
  private async write(audited: AuditedRequest, request: Request, response: Response): Promise<void> {
    const entries = audited.entries(response.statusCode, problemSent(response)?.detail ?? null);
    try {
      const { isAnonymous, isGuess } = audited;
      if (isAnonymous && !(await this.quota.take(addressOf(request), isGuess))) return this.log(entries, 'left out');
      await this.audit.add(entries);
    } catch (error) {
      this.log(entries, 'not written', error);
    }
  }

  private log(entries: readonly AuditEntry[], what: string, error?: unknown): void {
    for (const entry of entries) {
      if (error === undefined) this.logger.warn({ audit: entry }, `Audit entry ${what}.`);
      else this.logger.error({ audit: entry, err: error }, `Audit entry ${what}.`);
    }
  }
}
