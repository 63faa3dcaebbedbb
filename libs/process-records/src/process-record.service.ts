import { conflict, type FieldIssue, invalid, notFound, type ProcessTypeDefinition } from '@app/process-core';
import {
  ALL_NAMES,
  type ProcessType,
  type ProcessTypeRepository,
  resolveInput,
  type SecretNames,
} from '@app/process-types';
import { parseSchedule, passedIssues, type Schedule, type ScheduleLimits, type ScheduleOptions } from '@app/scheduling';
import { type InputData, keptSecrets, maskSecrets, SECRET_MASK, unmaskSecrets } from './input-data';
import type { ProcessRecordRepository } from './process-record.repository';
import {
  type EditableFields,
  isRescheduled,
  type NewProcessRecord,
  type ProcessRecordWriteRepository,
} from './process-record-write.repository';
import { isRecordId, makeRecordId } from './record-id';
import type { RecordSecrets } from './record-secrets';

/** What a user gives for a new record; null and absent are the same. */
export interface RecordInput {
  readonly id?: string | undefined;
  readonly type: string;
  readonly inputData?: InputData | null | undefined;
  readonly schedule?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly scheduleOptions?: ScheduleOptions | null | undefined;
}

/** What a user changes: absent leaves it, null clears it. */
export type RecordChanges = Partial<Omit<RecordInput, 'id'>>;

type Stored = Omit<NewProcessRecord, 'id'>;

/** What is to be stored, with the names of the values that are to be encrypted. */
interface Checked extends Omit<Stored, 'inputData'> {
  readonly input: InputData | null;
  readonly secretNames: SecretNames;
}

type StoredSchedule = Pick<Stored, 'schedule' | 'timeZone' | 'scheduleOptions'>;

/** Stored values that a record takes over although they were secret in the type that it had. */
interface TakenOver {
  readonly fromType: string;
  readonly secrets: readonly string[];
}

const ROUNDS = 5;

/** Creates, changes and deletes process records. */
export class ProcessRecordService {
  constructor(
    private readonly records: ProcessRecordRepository,
    private readonly writes: ProcessRecordWriteRepository,
    private readonly types: ProcessTypeRepository,
    private readonly secrets: RecordSecrets,
    private readonly limits: ScheduleLimits,
  ) {}

  /**
   * Gives the id of the new record. Throws `invalid` for an unknown type, input that does not fit it, or a schedule
   * that cannot be used; `conflict` when the id is taken.
   */
  async create(input: RecordInput): Promise<string> {
    const { id, type, inputData = null, schedule = null, timeZone = null, scheduleOptions = null } = input;
    const fields = { type, schedule, timeZone, scheduleOptions };
    const checked = await this.check(fields, inputData, { fromType: type, secrets: [] }, this.limits);
    for (let round = 0; round < ROUNDS; round++) {
      const tried = id ?? makeRecordId(type);
      const outcome = await this.writes.create({ ...(await this.toStored(tried, checked, null)), id: tried });
      if (outcome === 'created') return tried;
      if (outcome === 'no-type') throw unknownType(type);
      if (id !== undefined) throw conflict(`A process record with id '${id}' exists already.`);
    }
    throw conflict(`No free id was found for a record of type '${type}'; try again or give one.`);
  }

  /** Throws `not-found`; `invalid` like `create`. */
  async update(id: string, changes: RecordChanges): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const read = isRecordId(id) ? await this.records.find(id) : null;
      if (!read) throw notFound('process record', id);
      const next = await this.toStored(id, await this.merge(id, read, changes), read.inputData);
      const outcome = await this.writes.update(id, read, next, parsedOf(read));
      if (outcome === 'updated') return;
      if (outcome === 'no-type') throw unknownType(next.type);
    }
    throw conflict(`Record '${id}' kept being changed by others; try again.`);
  }

  /** Throws `not-found`, and `conflict` while the record runs. */
  async delete(id: string): Promise<void> {
    const outcome = isRecordId(id) ? await this.writes.delete(id) : 'no-record';
    if (outcome === 'no-record') throw notFound('process record', id);
    if (outcome === 'running')
      throw conflict(`Record '${id}' is running; stop it and wait until its command has ended.`);
  }

  private async merge(id: string, present: EditableFields, changes: RecordChanges): Promise<Checked> {
    const { type = present.type, schedule = present.schedule, timeZone = present.timeZone } = changes;
    const { scheduleOptions = present.scheduleOptions } = changes;
    const fields = { type, schedule, timeZone, scheduleOptions };
    const stored = this.secrets.open(id, present.inputData, changes.inputData !== undefined);
    // What the record's own type ever called secret is what its reader was shown masked.
    const secrets = (await this.types.findSecretNames([present.type])).get(present.type) ?? ALL_NAMES;
    const sent = changes.inputData === undefined ? maskSecrets(stored, secrets) : changes.inputData;
    const takenOver = { fromType: present.type, secrets: sent ? keptSecrets(sent, stored, secrets) : [] };
    // A schedule that was allowed once does not keep its record from being changed.
    const limits = isRescheduled(present, fields) ? this.limits : null;
    return this.check(fields, sent && unmaskSecrets(sent, stored, secrets), takenOver, limits);
  }

  private async check(
    fields: StoredSchedule & Pick<Stored, 'type'>,
    inputData: InputData | null,
    takenOver: TakenOver,
    limits: ScheduleLimits | null,
  ): Promise<Checked> {
    const current = await this.types.find(fields.type);
    if (!current) throw unknownType(fields.type);
    if (current.unreadable !== null) throw conflict(current.unreadable);
    const { definition } = current;
    const issues = [
      ...scheduleIssues(fields, limits),
      ...(revealedIssues(definition, takenOver) ?? inputIssues(definition, inputData)),
    ];
    if (issues.length > 0) throw invalid('The process record is not valid.', issues);
    return {
      ...fields,
      input: inputData,
      secretNames: await this.secretNamesOf(current),
      totalTasks: definition.tasks.length,
      parsed: parsedOf(fields),
    };
  }

  /** @param before the input that is replaced: secrets that stay keep their encrypted value */
  private async toStored(id: string, checked: Checked, before: string | null): Promise<Stored> {
    const { input, secretNames, ...fields } = checked;
    return { ...fields, inputData: input && JSON.stringify(await this.secrets.seal(id, input, secretNames, before)) };
  }

  // Older versions may have called secret what this one does not: it stays hidden.
  private async secretNamesOf({ name, version, definition }: ProcessType): Promise<SecretNames> {
    if (version === 1) return secretNames(definition);
    return (await this.types.findSecretNames([name])).get(name) ?? ALL_NAMES;
  }
}

// Another type would show such a value, and its commands may print it: who changes the type has to know it.
function revealedIssues(definition: ProcessTypeDefinition, { fromType, secrets }: TakenOver): FieldIssue[] | null {
  if (definition.name === fromType) return null;
  const kept = secretNames(definition);
  const revealed = definition.parameters.filter(({ name }) => secrets.includes(name) && !kept.has(name));
  if (revealed.length === 0) return null;
  return revealed.map(({ name }) => ({
    field: `inputData.${name}`,
    message: `is secret in '${fromType}' and would not be in '${definition.name}'; give the value anew, or leave it out`,
  }));
}

/** @param limits of a schedule that is set anew; null for one that stays as it is */
function scheduleIssues(
  { schedule, timeZone, scheduleOptions }: StoredSchedule,
  limits: ScheduleLimits | null,
): readonly FieldIssue[] {
  if (schedule === null && timeZone === null && scheduleOptions === null) return [];
  const input = { schedule: schedule ?? '@yearly', timeZone, options: scheduleOptions };
  const checked = parseSchedule(input, limits ?? { minIntervalMs: 0 });
  if (!checked.ok) return checked.issues;
  return limits === null || schedule === null ? [] : passedIssues(checked.schedule, new Date());
}

function parsedOf({ schedule, timeZone, scheduleOptions }: StoredSchedule): Schedule | null {
  if (schedule === null) return null;
  const checked = parseSchedule({ schedule, timeZone, options: scheduleOptions });
  return checked.ok ? checked.schedule : null;
}

function inputIssues(definition: ProcessTypeDefinition, input: InputData | null): FieldIssue[] {
  const masked = [...secretNames(definition)].filter((name) => input?.[name] === SECRET_MASK);
  if (masked.length > 0)
    return masked.map((name) => ({ field: `inputData.${name}`, message: 'is masked; give the value itself' }));
  const resolved = resolveInput(definition, input);
  return resolved.ok ? [] : [...resolved.issues];
}

function secretNames(definition: ProcessTypeDefinition): ReadonlySet<string> {
  return new Set(definition.parameters.filter((parameter) => parameter.secret).map((parameter) => parameter.name));
}

function unknownType(type: string): Error {
  const message = 'must be the name of a process type';
  return invalid(`No process type '${type}' exists.`, [{ field: 'type', message }]);
}
