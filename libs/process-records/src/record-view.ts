import { type InputData, maskSecrets, readInput } from './input-data';
import type { ProcessRecord } from './process-record.entity';
import type { ProcessRun } from './process-run.entity';

/** A record as it may be shown: input as an object without secrets, and when it fires next. */
export type RecordView = Omit<ProcessRecord, 'inputData'> & {
  readonly inputData: InputData | null;
  readonly nextFireAt: Date | null;
};

/** A run as it may be shown. */
export type RunView = Omit<ProcessRun, 'inputData'> & { readonly inputData: InputData | null };

/** Names of the secret parameters by process type. */
export type SecretNames = ReadonlyMap<string, ReadonlySet<string>>;

const NONE: ReadonlySet<string> = new Set();

/** The stored input of a record or run as it may be shown. */
export function shownInput(of: Pick<ProcessRecord, 'type' | 'inputData'>, secrets: SecretNames): InputData | null {
  return maskSecrets(readInput(of.inputData), secrets.get(of.type) ?? NONE);
}
