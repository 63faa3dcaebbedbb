import type { QueryClient } from '@tanstack/react-query';

/** Key of everything that is known of process types. */
export const typesKey = ['process-types'] as const;

/** Reads again what a change of a type touches; records show its parameters and tasks. */
export async function afterTypeChange(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: typesKey });
}
