/** A task of an earlier run. */
export interface KeptFrom {
  readonly taskId: string;
  readonly runId: string;
}

/** Which task a resume kept instead of running this one again, by the metadata of a task; null for all others. */
export function keptFrom({ keptFrom: from }: Readonly<Record<string, unknown>>): KeptFrom | null {
  if (typeof from !== 'object' || from === null || !('taskId' in from) || !('runId' in from)) return null;
  const { taskId, runId } = from;
  return typeof taskId === 'string' && typeof runId === 'string' ? { taskId, runId } : null;
}
