import type { QueryClient } from '@tanstack/react-query';
import { recordKey } from './get-record';

/** Reads again what a change of the record touches; lists follow by the live events, or when next shown. */
export async function afterRecordChange(queries: QueryClient, id: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
  void queries.invalidateQueries({ queryKey: ['statistics'] });
  await Promise.all([
    queries.invalidateQueries({ queryKey: recordKey(id) }),
    queries.invalidateQueries({ queryKey: ['runs', 'list', id] }),
    queries.invalidateQueries({ queryKey: ['runs', 'grid', id] }),
    queries.invalidateQueries({ queryKey: ['runs', 'preview', id] }),
  ]);
}
