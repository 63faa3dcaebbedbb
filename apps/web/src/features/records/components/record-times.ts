import type { ProcessRecord } from '@app/api-client';

/** When the latest run of a record ended; null while it runs or when it never ran. */
export function endOf(record: ProcessRecord): string | null {
  switch (record.currentStatus) {
    case 'PENDING':
    case 'IN_PROGRESS':
      return null;
    case 'COMPLETED':
      return record.completedWhen;
    case 'FAILED':
      return record.failedWhen;
    case 'STOPPED':
      return record.stoppedWhen;
    default: {
      const unknown: never = record.currentStatus;
      throw new TypeError(`unknown status ${String(unknown)}`);
    }
  }
}
