import type { KeysetPage, PageRequest } from '@app/database';
import { conflict, notFound, stale } from '@app/process-core';
import { type DefinitionReport, reportDefinition } from './definition-report';
import type { ProcessType, ProcessTypeVersion, ProcessTypeVersionSummary } from './process-type';
import type { ProcessTypeRepository } from './process-type.repository';
import type {
  ProcessTypeWriteRepository,
  SavedVersion,
  StoredType,
  WrittenDefinition,
} from './process-type-write.repository';
import { keepsName, requireDefinition, requireDefinitionOf } from './require-definition';

/** What became of a definition that was saved. */
export interface SavedDefinition extends SavedVersion {
  readonly name: string;
}

/** What a definition is checked for. */
export interface DefinitionPurpose {
  /** The type that it is to become a version of. */
  readonly replacing?: string | undefined;
  /** It is to become a new type, so its name has to be free. */
  readonly isNew?: boolean | undefined;
}

/** Revisions of which one has to be the present one. */
export type ExpectedRevisions = readonly string[] | undefined;

/** Shows process types, and changes those that users define through the API, as JSON value or as YAML text. */
export class ProcessTypeService {
  constructor(
    private readonly types: ProcessTypeRepository,
    private readonly writes: ProcessTypeWriteRepository,
  ) {}

  /** Throws `not-found`. */
  async get(name: string): Promise<ProcessType> {
    const type = await this.types.find(name);
    if (!type) throw notFound('process type', name);
    return type;
  }

  /** One page, newest first. Throws `not-found`, and `invalid` for a cursor of another list. */
  async listVersions(name: string, page: PageRequest): Promise<KeysetPage<ProcessTypeVersionSummary>> {
    await this.get(name);
    return this.types.listVersions(name, page);
  }

  /** One version, the current one when `version` is null. Throws `not-found`. */
  async getVersion(name: string, version: number | null): Promise<ProcessTypeVersion> {
    const found = await this.types.findVersion(name, version);
    if (found) return found;
    await this.get(name);
    throw notFound(`version of process type '${name}'`, String(version));
  }

  /** Everything that would be refused if the definition were saved for the purpose. */
  async check(value: unknown, { replacing, isNew }: DefinitionPurpose): Promise<DefinitionReport> {
    return reportDefinition(value, async (name) => {
      if (replacing !== undefined && name !== replacing) return keepsName(replacing);
      return isNew && (await this.types.find(name)) ? nameTaken(name) : null;
    });
  }

  /** Throws `invalid` with every mistake of the definition, and `conflict` when the name is taken. */
  async create(value: unknown, user: string): Promise<SavedDefinition> {
    const written = requireDefinition(value);
    const { name } = written.definition;
    return this.save(written, user, (stored) => {
      if (stored && !stored.deleted) throw conflict(nameTaken(name));
    });
  }

  /**
   * Makes a new version, unless the definition is the current one. Throws `invalid` with every mistake, `not-found`,
   * `conflict` for a type that the API does not own, and `stale` when its revision is none of the expected ones.
   */
  async update(name: string, value: unknown, user: string, expected?: ExpectedRevisions): Promise<SavedDefinition> {
    const written = requireDefinitionOf(name, value);
    return this.save(written, user, (stored) => requireRevision(requireEditable(name, stored), expected));
  }

  /** Throws `not-found`, and `conflict` for a type that the API does not own or that records use. */
  async delete(name: string): Promise<void> {
    await this.get(name);
    await this.writes.changeTypes(async (types) => {
      requireEditable(name, await types.findStored(name));
      const records = await types.delete(name);
      if (records > 0) throw conflict(`Process type '${name}' is in use by ${countOf(records)}; delete them first.`);
    });
  }

  private async save(
    written: WrittenDefinition,
    user: string,
    check: (stored: StoredType | null) => void,
  ): Promise<SavedDefinition> {
    const { name } = written.definition;
    return this.writes.changeTypes(async (types) => {
      const stored = await types.findStored(name);
      check(stored);
      const origin = { source: 'api', sourceFile: null, createdBy: user } as const;
      return { name, ...(await types.save(written, origin, stored)) };
    });
  }
}

function requireEditable(name: string, stored: StoredType | null): StoredType {
  if (!stored || stored.deleted) throw notFound('process type', name);
  if (stored.source === 'built-in') throw conflict(`Process type '${name}' is built in; make one with another name.`);
  if (stored.source === 'file')
    throw conflict(`Process type '${name}' comes from the file '${stored.sourceFile}'; change it there.`);
  return stored;
}

function requireRevision(stored: StoredType, expected: ExpectedRevisions): void {
  if (expected === undefined || expected.includes(stored.revision)) return;
  const { name, currentVersion, createdBy } = stored;
  throw stale(
    `Process type '${name}' has changed since it was read: it is at version ${currentVersion} by ${createdBy} now. ` +
      'Nothing was saved; read it again and merge.',
  );
}

const nameTaken = (name: string): string => `A process type with the name '${name}' exists already.`;

function countOf(records: number): string {
  return records === 1 ? '1 process record' : `${records} process records`;
}
