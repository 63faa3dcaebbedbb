import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchRecordsPage } from './list-records';

/** The few records whose id has a text in it, those that changed last first. */
export function findRecordsQuery(text: string, limit: number) {
  return queryOptions({
    queryKey: ['records', 'found', text, limit] as const,
    queryFn: async ({ signal }) => (await fetchRecordsPage({ search: text }, null, signal, limit)).rows,
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}
