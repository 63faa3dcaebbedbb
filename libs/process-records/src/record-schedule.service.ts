import type { KeysetPage, PageRequest } from '@app/database';
import { conflict, invalid, notFound } from '@app/process-core';
import {
  type ClockNote,
  clockNote,
  dueAt,
  firesBetween,
  nextFires,
  parseSchedule,
  type Schedule,
} from '@app/scheduling';
import type { BackfillRepository } from './backfill.repository';
import type { ProcessRecord } from './process-record.entity';
import type { ProcessRecordRepository } from './process-record.repository';
import { isRecordId } from './record-id';
import type { ScheduleFire, ScheduleFireFilter, ScheduleFireRepository } from './schedule-fire.repository';
import type { ScheduleSwitchRepository } from './schedule-switch.repository';

/** A fire to come. */
export interface ComingFire {
  readonly fireAt: Date;
  /** When it is acted on: its time and its jitter. */
  readonly dueAt: Date;
  readonly clockNote: ClockNote | null;
}

/** A fire of the past, and whether a backfill makes a run for it. */
export interface BackfilledFire {
  readonly fireAt: Date;
  /** It has its run, or waits for it already. */
  readonly outcome: 'QUEUED' | 'HAS_RUN' | 'WAITS_ALREADY';
}

export interface BackfillRange {
  /** First and last moment, both included. */
  readonly from: Date;
  readonly to: Date;
}

/** More at once is more than anybody reads before. */
const MAX_BACKFILL = 1_000;

/** What can be asked of and done to the schedules of records. */
export class RecordScheduleService {
  constructor(
    private readonly records: ProcessRecordRepository,
    private readonly fires: ScheduleFireRepository,
    private readonly switches: ScheduleSwitchRepository,
    private readonly backfills: BackfillRepository,
  ) {}

  /** Throws `not-found`, and `conflict` when the record has no schedule. */
  async setPaused(recordId: string, paused: boolean): Promise<void> {
    const outcome = isRecordId(recordId) ? await this.switches.set(recordId, paused) : 'no-record';
    if (outcome === 'no-record') throw notFound('process record', recordId);
    if (outcome === 'no-schedule') throw noSchedule(recordId);
  }

  /**
   * The next fires of the record's schedule, soonest first; of a fixed delay only the one that is waited for, as the
   * others follow from the ends of runs; none without a schedule. Throws `not-found`, and `conflict` for a schedule that
   * cannot be read.
   */
  async nextFires(recordId: string, count: number): Promise<ComingFire[]> {
    const record = await this.find(recordId);
    if (record.schedule === null) return [];
    const schedule = readSchedule(record);
    const first = record.nextFireAt;
    if (first === null) return [];
    const later = schedule.timing.kind === 'delay' ? [] : nextFires(schedule, first, count - 1);
    return [first, ...later].map((fireAt) => ({
      fireAt,
      dueAt: dueAt(schedule, recordId, fireAt),
      clockNote: clockNote(schedule, fireAt),
    }));
  }

  /** What became of a record's fires, the latest first. Throws `not-found`, and `invalid` for a cursor of another list. */
  async listFires(
    recordId: string,
    filter: Omit<ScheduleFireFilter, 'recordId'>,
    page: PageRequest,
  ): Promise<KeysetPage<ScheduleFire>> {
    await this.find(recordId);
    return this.fires.list({ ...filter, recordId }, page);
  }

  /**
   * Queues a run for each fire of a range that has none, oldest first; with `dryRun` only says for which. Throws
   * `not-found`, `conflict` without a schedule that can be read, and `invalid` for a range that cannot be made up for.
   */
  async backfill(
    recordId: string,
    range: BackfillRange,
    { dryRun, by }: { dryRun: boolean; by: string },
  ): Promise<BackfilledFire[]> {
    const record = await this.find(recordId);
    const fires = firesOf(readSchedule(record), range, record.nextFireAt);
    const [first, last] = [fires[0], fires.at(-1)];
    if (!first || !last) return [];
    const decided = await this.backfills.findDecided(recordId, first, last);
    const outcomes = new Map(decided.map(({ fireAt, outcome }) => [fireAt.getTime(), outcome]));
    if (!dryRun) await this.backfills.queue(recordId, fires, by);
    return fires.map((fireAt) => ({ fireAt, outcome: outcomeOf(outcomes.get(fireAt.getTime())) }));
  }

  /** Takes back what a backfill queued and has not begun; gives how many fires. Throws `not-found`. */
  async withdrawBackfill(recordId: string): Promise<number> {
    await this.find(recordId);
    return this.backfills.withdraw(recordId);
  }

  private async find(recordId: string): Promise<ProcessRecord> {
    const record = isRecordId(recordId) ? await this.records.find(recordId) : null;
    if (!record) throw notFound('process record', recordId);
    return record;
  }
}

function readSchedule({ id, schedule, timeZone, scheduleOptions: options }: ProcessRecord): Schedule {
  if (schedule === null) throw noSchedule(id);
  const checked = parseSchedule({ schedule, timeZone, options });
  if (checked.ok) return checked.schedule;
  throw conflict(`The schedule of record '${id}' cannot be read: ${checked.issues.map((i) => i.message).join(' ')}`);
}

function firesOf(schedule: Schedule, { from, to }: BackfillRange, nextFireAt: Date | null): Date[] {
  const refuse = (field: string, message: string) => invalid('The range cannot be made up for.', [{ field, message }]);
  if (schedule.timing.kind === 'delay')
    throw refuse('from', 'A fixed delay has no times of its own: its fires follow from the ends of runs.');
  if (to < from) throw refuse('to', 'Must not be before from.');
  const fires: Date[] = [];
  for (const fire of firesBetween(schedule, from, to)) {
    // From there on the schedule itself decides.
    if (nextFireAt !== null ? fire >= nextFireAt : fire > new Date()) break;
    if (fires.length === MAX_BACKFILL)
      throw refuse(
        'to',
        `The range has more than ${MAX_BACKFILL} fires; the last of those is ${fires.at(-1)?.toISOString()}.`,
      );
    fires.push(fire);
  }
  return fires;
}

function outcomeOf(decided: 'RUN' | 'QUEUED' | undefined): BackfilledFire['outcome'] {
  switch (decided) {
    case undefined:
      return 'QUEUED';
    case 'RUN':
      return 'HAS_RUN';
    case 'QUEUED':
      return 'WAITS_ALREADY';
    default:
      return decided satisfies never;
  }
}

function noSchedule(recordId: string): Error {
  return conflict(`Record '${recordId}' has no schedule.`);
}
