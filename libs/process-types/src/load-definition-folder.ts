import { join } from 'node:path';
import type { ProcessTypeDefinition } from '@app/process-core';
import { fingerprintFolder, listDefinitionFiles, readDefinitionFile } from './definition-files';
import type { Checked } from './definition-issue';
import { type FileIssue, parseDefinitionYaml, wholeFileIssue } from './parse-definition-yaml';

/** A definition, the file it came from (its name in the folder) and that file's text. */
export interface LoadedDefinition {
  readonly file: string;
  readonly definition: ProcessTypeDefinition;
  readonly yaml: string;
}

/** A file that defines nothing, and why. */
export interface BrokenFile {
  readonly file: string;
  readonly issues: readonly FileIssue[];
}

export interface DefinitionFolder {
  readonly definitions: readonly LoadedDefinition[];
  readonly broken: readonly BrokenFile[];
  /** Why the folder could not be read at all; null when it was. */
  readonly note: string | null;
  /** Changes with every change of a definition file; tells `watchDefinitionFolder` what was loaded. */
  readonly fingerprint: string;
}

/**
 * Loads every `*.yaml` and `*.yml` file of a folder (not of its subfolders; names that start with a dot are left out),
 * in the order of their names. A broken file stops only itself; of two files that define one name, the second is
 * broken. A folder that is missing or unreadable is empty, with a note. Never throws.
 */
export async function loadDefinitionFolder(dir: string): Promise<DefinitionFolder> {
  // Taken first: a change during the load is then seen as a change by the watcher.
  const fingerprint = await fingerprintFolder(dir);
  const { files, note } = await listDefinitionFiles(dir);
  const definitions: LoadedDefinition[] = [];
  const broken: BrokenFile[] = [];
  for (const file of files) {
    const loaded = await loadDefinitionFile(dir, file);
    if (loaded === null) continue;
    const issues = loaded.ok ? takenName(file, loaded.value.definition, definitions) : loaded.issues;
    if (loaded.ok && issues.length === 0) definitions.push(loaded.value);
    else broken.push({ file, issues });
  }
  return { definitions, broken, note, fingerprint };
}

async function loadDefinitionFile(dir: string, file: string): Promise<Checked<LoadedDefinition, FileIssue> | null> {
  const content = await readDefinitionFile(join(dir, file));
  if (content === null) return null;
  if ('problem' in content) return { ok: false, issues: [wholeFileIssue(file, content.problem)] };
  const parsed = parseDefinitionYaml(content, file);
  return parsed.ok
    ? { ok: true, value: { file, definition: parsed.value, yaml: new TextDecoder().decode(content) } }
    : parsed;
}

function takenName(file: string, { name }: ProcessTypeDefinition, loaded: readonly LoadedDefinition[]): FileIssue[] {
  const earlier = loaded.find(({ definition }) => definition.name === name);
  if (earlier === undefined) return [];
  const message = `The process type ${name} is already defined in ${earlier.file}; rename it or remove one of the files.`;
  return [{ ...wholeFileIssue(file, message), field: 'name' }];
}
