import { type AuditEntry, listAuditEntries } from '@app/api-client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Page, toPage } from '../../../shared/request/page';
import { serverNow } from '../../../shared/time/clock';
import { type AuditFilter, auditQueryOf } from '../audit-filter';

const PAGE_SIZE = 50;

/** The entries of a filter, the latest first, page by page. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter] as const,
    queryFn: async ({ pageParam, signal }): Promise<Page<AuditEntry>> => {
      const { data, response } = await listAuditEntries({
        query: {
          ...auditQueryOf(filter, serverNow()),
          limit: PAGE_SIZE,
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
        throwOnError: true,
      });
      return toPage(data, response.headers);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
