import { Controller, Get, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { AuditEntryDto, AuditFilterQuery } from './audit.dto';
import { AuditService } from './audit.service';

@ApiTags('access')
@UseInterceptors(PageInterceptor)
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Lists who did what to what from where, the latest first: all changes, done or not, and wrong passwords. */
  @Get()
  @RequiresRole('administrator')
  @ApiOkResponse({
    type: [AuditEntryDto],
    description: 'One page of the audit',
    headers: {
      Link: {
        description: 'The next page: `</path?…&cursor=…>; rel="next"`; absent on the last page',
        schema: { type: 'string' },
      },
    },
  })
  @ApiProblems(400, 403)
  listAuditEntries(@Query() query: AuditFilterQuery): Promise<Page<AuditEntryDto[]>> {
    return this.audit.list(query);
  }

  /** Gives all entries of the filter as CSV, the latest first; `limit` has no effect. */
  @Get('export')
  @RequiresRole('administrator')
  @ApiOkResponse({ description: 'The entries', content: { 'text/csv': { schema: { type: 'string' } } } })
  @ApiProblems(400, 403)
  exportAuditEntries(@Query() query: AuditFilterQuery, @Res() response: Response): Promise<void> {
    return this.audit.export(query, response);
  }
}
