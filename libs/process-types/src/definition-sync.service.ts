import type { ProcessTypeDefinition } from '@app/process-core';
import type { DefinitionFolder } from './load-definition-folder';
import type { FileProblemIssue } from './process-type';
import type {
  ProcessTypeChanges,
  ProcessTypeWriteRepository,
  StoredType,
  WrittenDefinition,
} from './process-type-write.repository';

/** What a sync did. */
export interface SyncReport {
  /** Types that were made, changed or brought back. */
  readonly saved: readonly string[];
  /** Types whose files are gone. */
  readonly removed: readonly string[];
  /** Files that are not in use. */
  readonly problems: readonly SyncProblem[];
}

export interface SyncProblem {
  readonly file: string;
  readonly issues: readonly FileProblemIssue[];
}

const SYSTEM = 'system';

/** Brings the stored types in line with the built-in ones and with the definitions folder. */
export class DefinitionSyncService {
  constructor(
    private readonly writes: ProcessTypeWriteRepository,
    private readonly builtIn: readonly ProcessTypeDefinition[],
  ) {}

  /** All or nothing; replicas take turns, and what one has done is nothing to do for the next. */
  async sync(folder: DefinitionFolder): Promise<SyncReport> {
    return this.writes.changeTypes(async (types) => {
      const stored = new Map((await types.listStored()).map((type) => [type.name, type]));
      const builtIn = await this.saveBuiltIn(types, stored);
      const files = await saveFiles(types, stored, folder);
      const gone = folder.note === null ? await removeGone(types, stored, folder) : NOTHING;
      const problems = mergeByFile([...brokenFiles(folder), ...files.problems, ...gone.problems]);
      await types.replaceFileProblems(problems);
      return { saved: [...builtIn, ...files.saved], removed: gone.removed, problems };
    });
  }

  // A name that users took before it became a built-in one stays theirs.
  private async saveBuiltIn(types: ProcessTypeChanges, stored: ReadonlyMap<string, StoredType>): Promise<string[]> {
    const saved: string[] = [];
    for (const definition of this.builtIn) {
      const present = stored.get(definition.name) ?? null;
      if (present && !present.deleted && present.source !== 'built-in') continue;
      const written = { definition, yaml: null };
      if (await save(types, written, { source: 'built-in', sourceFile: null }, present)) saved.push(definition.name);
    }
    return saved;
  }
}

const NOTHING = { removed: [], problems: [] };

async function saveFiles(
  types: ProcessTypeChanges,
  stored: ReadonlyMap<string, StoredType>,
  folder: DefinitionFolder,
): Promise<{ saved: string[]; problems: SyncProblem[] }> {
  const saved: string[] = [];
  const problems: SyncProblem[] = [];
  for (const { file, definition, yaml } of folder.definitions) {
    const present = stored.get(definition.name) ?? null;
    const owner = ownerOf(present);
    if (owner !== null) {
      const message = `The name '${definition.name}' is taken by a type that ${owner}; give this one another name.`;
      problems.push(problemOf(file, 'name', message));
    } else if (await save(types, { definition, yaml }, { source: 'file', sourceFile: file }, present))
      saved.push(definition.name);
  }
  return { saved, problems };
}

// Types whose files are gone. A broken file is still there: what it last defined stays in use.
async function removeGone(
  types: ProcessTypeChanges,
  stored: ReadonlyMap<string, StoredType>,
  folder: DefinitionFolder,
): Promise<{ removed: string[]; problems: SyncProblem[] }> {
  const removed: string[] = [];
  const problems: SyncProblem[] = [];
  const defined = new Set(folder.definitions.map(({ definition }) => definition.name));
  const broken = new Set(folder.broken.map(({ file }) => file));
  for (const { name, source, sourceFile, deleted } of stored.values()) {
    if (source !== 'file' || deleted || sourceFile === null || defined.has(name) || broken.has(sourceFile)) continue;
    const records = await types.delete(name);
    if (records === 0) removed.push(name);
    else {
      const message = `No file defines '${name}' any more, but ${records} process record(s) use it: its last version stays in use.`;
      problems.push(problemOf(sourceFile, '(file)', message));
    }
  }
  return { removed, problems };
}

async function save(
  types: ProcessTypeChanges,
  written: WrittenDefinition,
  from: Pick<StoredType, 'source' | 'sourceFile'>,
  present: StoredType | null,
): Promise<boolean> {
  const { change } = await types.save(written, { ...from, createdBy: SYSTEM }, present);
  return change === 'version';
}

function ownerOf(present: StoredType | null): string | null {
  if (!present || present.deleted) return null;
  switch (present.source) {
    case 'file':
      return null;
    case 'api':
      return 'was made through the API';
    case 'built-in':
      return 'is built in';
    default:
      return present.source satisfies never;
  }
}

function brokenFiles(folder: DefinitionFolder): SyncProblem[] {
  return folder.broken.map(({ file, issues }) => ({
    file,
    issues: issues.map(({ line, column, field, message }) => ({ line, column, field, message })),
  }));
}

function problemOf(file: string, field: string, message: string): SyncProblem {
  return { file, issues: [{ line: null, column: null, field, message }] };
}

function mergeByFile(problems: readonly SyncProblem[]): SyncProblem[] {
  const byFile = new Map<string, FileProblemIssue[]>();
  for (const { file, issues } of problems) byFile.set(file, [...(byFile.get(file) ?? []), ...issues]);
  return [...byFile].map(([file, issues]) => ({ file, issues }));
}
