import { AuditRepository } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Page } from '../http/page';
import type { AuditEntryDto, AuditFilterQuery } from './audit.dto';
import { auditCsv, auditCsvHead } from './audit-csv';

const EXPORT_BATCH = 1_000;

/** Shows the audit. */
@Injectable()
export class AuditService {
  constructor(private readonly audit: AuditRepository) {}

  async list(query: AuditFilterQuery): Promise<Page<AuditEntryDto[]>> {
    const { rows, next } = await this.audit.list(query, query);
    return new Page([...rows], next, null);
  }

  /** Sends all entries of the filter, the latest first, as fast as the client takes them. */
  async export({ cursor: start, limit: _, ...filter }: AuditFilterQuery, response: Response): Promise<void> {
    let page = await this.audit.list(filter, { limit: EXPORT_BATCH, cursor: start });
    response.setHeader('Content-Disposition', 'attachment; filename="audit.csv"');
    response.type('text/csv; charset=utf-8');
    response.write(auditCsvHead());
    for (;;) {
      const goesOn = response.write(auditCsv(page.rows));
      if (page.next === null || response.destroyed) break;
      if (!goesOn) await drained(response);
      page = await this.audit.list(filter, { limit: EXPORT_BATCH, cursor: page.next });
    }
    response.end();
  }
}

/** Resolves when more can be written, or nobody reads it any more. */
async function drained(response: Response): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
