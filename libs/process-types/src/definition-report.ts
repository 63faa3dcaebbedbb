import type { DefinitionIssue } from './definition-issue';
import { definitionFingerprint } from './definition-fingerprint';
import { definitionWarnings } from './definition-warnings';
import { parseDefinition } from './parse-definition';
import { parseDefinitionYaml, positionInYaml } from './parse-definition-yaml';
import type { FileProblemIssue } from './process-type';

/** What is to be said of a definition before it is saved. */
export interface DefinitionReport {
  /** The name that it defines; null while it has mistakes. */
  readonly name: string | null;
  /** SHA-256 of what it means, as of a version; null while it has mistakes. */
  readonly fingerprint: string | null;
  /** By line. */
  readonly problems: readonly FileProblemIssue[];
  /** What is allowed and may surprise, by line. */
  readonly warnings: readonly FileProblemIssue[];
}

/**
 * Checks a definition, as YAML text or as JSON value, like a file of the definitions folder. `nameProblem` says what
 * is wrong with a name that is well-formed, or null.
 */
export async function reportDefinition(
  value: unknown,
  nameProblem: (name: string) => Promise<string | null>,
): Promise<DefinitionReport> {
  const parsed = typeof value === 'string' ? parseDefinitionYaml(value, '(text)') : parseDefinition(value);
  if (!parsed.ok) return { name: null, fingerprint: null, problems: parsed.issues.map(toProblem), warnings: [] };
  const { name } = parsed.value;
  const message = await nameProblem(name);
  const place = typeof value === 'string' ? positionInYaml(value, ['name']) : NO_PLACE;
  return {
    name,
    fingerprint: definitionFingerprint(parsed.value),
    problems: message === null ? [] : [{ ...place, field: 'name', message }],
    warnings: definitionWarnings(parsed.value).map((warning) => placed(value, warning)),
  };
}

function placed(value: unknown, { path, ...warning }: DefinitionIssue): FileProblemIssue {
  const place = typeof value === 'string' ? positionInYaml(value, path) : NO_PLACE;
  return { ...place, ...warning };
}

const NO_PLACE = { line: null, column: null };

function toProblem(issue: { field: string; message: string; line?: number; column?: number }): FileProblemIssue {
  const { field, message, line = null, column = null } = issue;
  return { line, column, field, message };
}
