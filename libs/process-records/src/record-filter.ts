import type { RunStatus } from '@app/process-core';

/** Orders of a list of records; a minus sign sorts downwards. */
export const RECORD_SORTS = [
  'createdAt',
  '-createdAt',
  'updatedAt',
  '-updatedAt',
  'id',
  '-id',
  'status',
  '-status',
  'type',
  '-type',
] as const;
export type RecordSort = (typeof RECORD_SORTS)[number];

/** Which records; what is absent does not restrict. */
export interface RecordFilter {
  readonly status?: RunStatus | undefined;
  readonly type?: string | undefined;
  /** Part of the id, in any case. */
  readonly search?: string | undefined;
  readonly scheduled?: boolean | undefined;
  readonly sort: RecordSort;
}
