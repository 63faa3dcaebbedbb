import { type BulkAction, type BulkActionResult, changeProcessRecords } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** What one request takes. */
const MOST_IDS = 1000;

export interface BulkOutcome {
  readonly action: BulkAction;
  readonly succeeded: readonly string[];
  readonly refused: readonly BulkActionResult[];
}

async function perform(action: BulkAction, ids: readonly string[]): Promise<BulkOutcome> {
  const results: BulkActionResult[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const body = { action, ids: ids.slice(from, from + MOST_IDS) };
    const { data } = await changeProcessRecords({ body, throwOnError: true });
    results.push(...data.results);
  }
  return {
    action,
    succeeded: results.filter(({ success }) => success).map(({ id }) => id),
    refused: results.filter(({ success }) => !success),
  };
}

/** Starts, stops, resumes or deletes many records; each by itself, so that some may be refused. */
export function useChangeRecords() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ action, ids }: { action: BulkAction; ids: readonly string[] }) => perform(action, ids),
    // Rows on screen follow by the live events; what is not on screen is read when it is shown.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
      void queries.invalidateQueries({ queryKey: ['statistics'] });
    },
  });
}
