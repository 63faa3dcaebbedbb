import { previewRun } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** What a start or a resume of the record would do now. */
export function runPreviewQuery(id: string, action: 'start' | 'resume') {
  return queryOptions({
    // Read again with whatever concerns the record's runs.
    queryKey: ['runs', 'preview', id, action] as const,
    queryFn: async ({ signal }) =>
      (await previewRun({ path: { id }, query: { action }, signal, throwOnError: true })).data,
  });
}
