import { ALL_NAMES, type SecretNames } from '@app/process-types';
import { type InputData, maskSecrets, readInput } from './input-data';
import type { ProcessRecord } from './process-record.entity';
import type { ProcessRun } from './process-run.entity';
import type { Waiting } from './waiting';

/** A record as it may be shown: input as an object without secrets, and when it fires next. */
export type RecordView = Omit<ProcessRecord, 'inputData'> & {
  readonly inputData: InputData | null;
  readonly nextFireAt: Date | null;
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
