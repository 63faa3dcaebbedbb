import { conflict, invalid, notFound, type ProcessTypeDefinition } from '@app/process-core';
import { parseDefinition } from './parse-definition';
import { parseDefinitionYaml } from './parse-definition-yaml';
import type { ProcessType, ProcessTypeVersion } from './process-type';
import type { ProcessTypeRepository } from './process-type.repository';
import type { ProcessTypeWriteRepository, StoredType } from './process-type-write.repository';

/** What became of a definition that was saved. */
export interface SavedDefinition {
  readonly name: string;
  readonly version: number;
  /** False when the definition was the current one already. */
  readonly changed: boolean;
}

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

  /** Newest first. Throws `not-found`. */
  async listVersions(name: string): Promise<ProcessTypeVersion[]> {
    const versions = await this.types.listVersions(name);
    if (versions.length === 0) throw notFound('process type', name);
    return versions;
  }

  /** Throws `invalid` with every mistake of the definition, and `conflict` when the name is taken. */
  async create(value: unknown, user: string): Promise<SavedDefinition> {
    const definition = parse(value);
    return this.save(definition, user, (stored) => {
      if (stored && !stored.deleted)
        throw conflict(`A process type with the name '${definition.name}' exists already.`);
    });
  }

  /**
   * Makes a new version, unless the definition is the current one. Throws `invalid` with every mistake, `not-found`,
   * and `conflict` for a type that the API does not own.
   */
  async update(name: string, value: unknown, user: string): Promise<SavedDefinition> {
    const definition = parse(value);
    if (definition.name !== name) {
      const message = `must be '${name}': a type keeps its name`;
      throw invalid(`The definition is of another process type.`, [{ field: 'name', message }]);
    }
    return this.save(definition, user, (stored) => requireEditable(name, stored));
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
    definition: ProcessTypeDefinition,
    user: string,
    check: (stored: StoredType | null) => void,
  ): Promise<SavedDefinition> {
    const { name } = definition;
    return this.writes.changeTypes(async (types) => {
      const stored = await types.findStored(name);
      check(stored);
      const origin = { source: 'api', sourceFile: null, createdBy: user } as const;
      const version = await types.save(definition, origin, stored);
      return { name, version, changed: !stored || stored.deleted || stored.currentVersion !== version };
    });
  }
}

function parse(value: unknown): ProcessTypeDefinition {
  const parsed = typeof value === 'string' ? parseDefinitionYaml(value, '(request)') : parseDefinition(value);
  if (!parsed.ok) throw invalid('The definition is not valid.', parsed.issues);
  return parsed.value;
}

function requireEditable(name: string, stored: StoredType | null): void {
  if (!stored || stored.deleted) throw notFound('process type', name);
  if (stored.source === 'built-in') throw conflict(`Process type '${name}' is built in; make one with another name.`);
  if (stored.source === 'file')
    throw conflict(`Process type '${name}' comes from the file '${stored.sourceFile}'; change it there.`);
}

function countOf(records: number): string {
  return records === 1 ? '1 process record' : `${records} process records`;
}
