import { ALL_NAMES, type SecretNames } from '@app/process-types';
import { type InputData, maskSecrets, readInput } from './input-data';
import type { ProcessRecord } from './process-record.entity';
import type { ListedRecord } from './process-record.repository';
import type { ProcessRun } from './process-run.entity';
import type { Waiting } from './waiting';

/** A record as it may be shown: input as an object without secrets, when it fires next, how long its runs take. */
export type RecordView = Omit<ListedRecord, 'inputData'> & {
  readonly inputData: InputData | null;
  /** How long the latest run took; null while it runs and when there is none. */
  readonly lastDurationMs: number | null;
  /** Why its active run does not go on at this moment; null when it does, or when none is active. */
  readonly waiting: Waiting | null;
};

/** A run as it may be shown. */
export type RunView = Omit<ProcessRun, 'inputData'> & {
  readonly inputData: InputData | null;
  /** Why it does not go on at this moment; null when it does, or when it is over. */
  readonly waiting: Waiting | null;
};

/** The secret parameters by process type. */
export type SecretsByType = ReadonlyMap<string, SecretNames>;

/** The stored input of a record or run as it may be shown. */
export function shownInput(of: Pick<ProcessRecord, 'type' | 'inputData'>, secrets: SecretsByType): InputData | null {
  const input = readInput(of.inputData);
  // Text that is no JSON object may hold the values of secret parameters as well.
  const hidden = input?.raw === of.inputData ? ALL_NAMES : secrets.get(of.type);
  return maskSecrets(input, hidden ?? ALL_NAMES);
}

/** How long the latest run of a record took; null while it runs and when it never ran. */
export function lastDurationMs(record: ProcessRecord): number | null {
  const ended = endOf(record);
  return ended && record.startedWhen && Math.max(0, ended.getTime() - record.startedWhen.getTime());
}

function endOf(record: ProcessRecord): Date | null {
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
    default:
      return record.currentStatus satisfies never;
  }
}
