import { createHash } from 'node:crypto';
import type { Schedule } from './schedule';

/**
 * When a fire is to be acted on: its time put off by less than the schedule's jitter. The same for every process that
 * asks, as it follows from the record and the fire alone.
 */
export function dueAt({ jitterMs }: Pick<Schedule, 'jitterMs'>, recordId: string, fire: Date): Date {
  if (jitterMs === 0) return fire;
  const part = createHash('sha256').update(`${recordId}\n${fire.getTime()}`).digest().readUInt32BE() / 2 ** 32;
  return new Date(fire.getTime() + Math.floor(part * jitterMs));
}
