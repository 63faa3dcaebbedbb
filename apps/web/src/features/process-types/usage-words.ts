import type { ProcessTypePreview, ProcessTypeUsage } from '@app/api-client';

/** `1 process`, `5 processes`. */
export function recordCountWords(records: number): string {
  return records === 1 ? '1 process' : `${records.toLocaleString('en')} processes`;
}

/** `2 active runs keep version 3`, one part for each version that runs keep; none without active runs. */
export function keptVersionWords({ activeRuns }: Pick<ProcessTypeUsage, 'activeRuns'>): string[] {
  return activeRuns.map(
    ({ version, runs }) => `${runs === 1 ? '1 active run keeps' : `${runs} active runs keep`} version ${version}`,
  );
}

/** What saving a text means: which version it makes and whom it reaches. */
export function savingWords(
  base: { readonly version: number; readonly fingerprint: string } | null,
  fingerprint: string | null,
  usage: Pick<ProcessTypeUsage, 'records' | 'activeRuns'> | null,
): string {
  if (base === null) return 'Saving makes a new process type. Nothing runs until a process of it is started.';
  if (fingerprint === base.fingerprint)
    return `Only comments or layout differ: the type stays at version ${base.version}.`;
  const kept = usage === null ? [] : keptVersionWords(usage);
  const reach = usage === null ? '' : ` of its ${recordCountWords(usage.records)}`;
  const sentence = `New and resumed runs${reach} use version ${base.version + 1}`;
  return kept.length === 0 ? `${sentence}.` : `${sentence}; ${kept.join(', ')}.`;
}

/** `1 of its 20 processes could not start any more; it has a schedule.` */
export function unfitWords({
  records,
  checked,
  unfit,
  unfitScheduled,
}: Pick<ProcessTypePreview, 'records' | 'checked' | 'unfit' | 'unfitScheduled'>): string {
  const all = recordCountWords(records);
  const of = checked < records ? `the first ${checked.toLocaleString('en')} of its ${all}` : `its ${all}`;
  const sentence = `${unfit.toLocaleString('en')} of ${of} could not start any more`;
  if (unfitScheduled === 0) return `${sentence}.`;
  if (unfit === 1) return `${sentence}; it has a schedule.`;
  const scheduled = unfitScheduled === unfit ? 'all' : unfitScheduled.toLocaleString('en');
  return `${sentence}; ${scheduled} of them ${unfitScheduled === 1 ? 'has' : 'have'} a schedule.`;
}
