import { type FieldIssue, notFound, type ProcessTypeDefinition } from '@app/process-core';
import { definitionFingerprint } from './definition-fingerprint';
import type { ProcessTypeUsage } from './process-type';
import type { ProcessTypeRepository } from './process-type.repository';
import type { ProcessTypeUsageRepository } from './process-type-usage.repository';
import type { RecordInputRepository, StoredRecordInput } from './record-input.repository';
import { requireDefinitionOf } from './require-definition';
import type { StoredInputs } from './stored-inputs';

/** A record whose input a definition does not take. */
export interface UnfitRecord {
  readonly id: string;
  readonly schedule: string | null;
  /** Without values: they may be secret. */
  readonly issues: readonly FieldIssue[];
}

/** What saving a definition would do to those who use its type. */
export interface DefinitionPreview extends Pick<ProcessTypeUsage, 'records' | 'activeRuns'> {
  /** The current version. */
  readonly version: number;
  /** False when the definition means what the current version means. */
  readonly makesVersion: boolean;
  /** How many of the records were looked at: the oldest ones when there are very many. */
  readonly checked: number;
  /** How many of those could start now and could not any more. */
  readonly unfit: number;
  /** How many of those are started by a schedule. */
  readonly unfitScheduled: number;
  /** Some of them. */
  readonly firstUnfit: readonly UnfitRecord[];
}

/** How much is looked at for one answer: about a fifth of a second of work. */
export interface PreviewLimits {
  readonly records: number;
  readonly inputCharacters: number;
  readonly page: number;
}

const LIMITS: PreviewLimits = { records: 20_000, inputCharacters: 32_000_000, page: 500 };
const MAX_NAMED = 5;

/** Says whom a new version of a process type would reach, before it is saved. */
export class DefinitionPreviewService {
  constructor(
    private readonly types: ProcessTypeRepository,
    private readonly usage: ProcessTypeUsageRepository,
    private readonly records: RecordInputRepository,
    private readonly inputs: StoredInputs,
    private readonly limits: PreviewLimits = LIMITS,
  ) {}

  /**
   * @param value the definition, as YAML text or as JSON value
   * Throws `not-found`, and `invalid` with every mistake of the definition.
   */
  async preview(name: string, value: unknown): Promise<DefinitionPreview> {
    const [type, used] = await Promise.all([this.types.find(name), this.usage.find(name)]);
    if (!type || !used) throw notFound('process type', name);
    const next = requireDefinitionOf(name, value).definition;
    const current = type.unreadable === null ? type.definition : null;
    const makesVersion = current === null || definitionFingerprint(current) !== definitionFingerprint(next);
    const found = makesVersion ? await this.findUnfit(current, next) : NOBODY;
    return {
      version: type.version,
      makesVersion,
      records: used.records,
      activeRuns: used.activeRuns,
      ...found,
      // Records may have come since they were counted.
      checked: makesVersion ? Math.min(found.checked, used.records) : used.records,
    };
  }

  private async findUnfit(current: ProcessTypeDefinition | null, next: ProcessTypeDefinition): Promise<Findings> {
    const found = { checked: 0, unfit: 0, unfitScheduled: 0, firstUnfit: [] as UnfitRecord[] };
    let characters = 0;
    let last: StoredRecordInput | undefined;
    do {
      const page = await this.records.listAfter(next.name, last, this.limits.page);
      for (const record of page) {
        characters += record.inputData?.length ?? 0;
        found.checked++;
        const issues = newIssues(this.inputs, current, next, record);
        if (issues.length === 0) continue;
        found.unfit++;
        if (record.schedule !== null) found.unfitScheduled++;
        if (found.firstUnfit.length < MAX_NAMED)
          found.firstUnfit.push({ id: record.id, schedule: record.schedule, issues });
      }
      last = page.length === this.limits.page ? page.at(-1) : undefined;
    } while (last && found.checked < this.limits.records && characters < this.limits.inputCharacters);
    return found;
  }
}

type Findings = Pick<DefinitionPreview, 'checked' | 'unfit' | 'unfitScheduled' | 'firstUnfit'>;

const NOBODY: Findings = { checked: 0, unfit: 0, unfitScheduled: 0, firstUnfit: [] };

/** What is wrong with an input that was right; none for one that cannot start as it is. */
function newIssues(
  inputs: StoredInputs,
  current: ProcessTypeDefinition | null,
  next: ProcessTypeDefinition,
  { id, inputData }: StoredRecordInput,
): readonly FieldIssue[] {
  const after = inputs.resolve(next, id, inputData);
  if (after.ok) return [];
  return current === null || inputs.resolve(current, id, inputData).ok ? after.issues : [];
}
