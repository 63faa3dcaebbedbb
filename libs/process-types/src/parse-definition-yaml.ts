import type { FieldIssue, ProcessTypeDefinition } from '@app/process-core';
import { LineCounter, parseDocument } from 'yaml';
import { MAX_DEFINITION_BYTES } from './definition.schema';
import type { Checked, IssuePath } from './definition-issue';
import { parseDefinition } from './parse-definition';
import { yamlLimitProblem } from './yaml-limits';
import { type PlacedIssue, referenceMistakes, syntaxMistakes } from './yaml-mistakes';
import { positionOfField, type TextPosition } from './yaml-positions';

/** One mistake in a definition file: where it is (line and column from 1) and what would be right. */
export interface FileIssue extends FieldIssue, TextPosition {
  readonly file: string;
}

/** How often aliases may repeat something in all: enough for 1,000 tasks that share their env, not for a bomb. */
const MAX_ALIAS_COUNT = 10_000;
const MAX_SYNTAX_MISTAKES = 100;
const PARSE_OPTIONS = { prettyErrors: false, uniqueKeys: false, resolveKnownTags: false, logLevel: 'error' } as const;

/**
 * Reads a type definition from a YAML (1.2) file and gives it with all defaults applied, or every mistake, sorted by
 * line. `content` is the file's text or its bytes; `fileName` stands in the issues. Never throws.
 */
export function parseDefinitionYaml(
  content: string | Uint8Array,
  fileName: string,
): Checked<ProcessTypeDefinition, FileIssue> {
  const checked = checkYaml(content);
  if (checked.ok) return checked;
  const issues = checked.issues
    .map(({ line, column, field, message }) => ({ file: fileName, line, column, field, message }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  return { ok: false, issues };
}

/** The place of the field at `path` in a YAML text that `parseDefinitionYaml` accepted. */
export function positionInYaml(text: string, path: IssuePath): TextPosition {
  const lines = new LineCounter();
  return positionOfField(parseDocument(text, { ...PARSE_OPTIONS, lineCounter: lines }), lines, path);
}

/** A mistake of a file as a whole, reported at its start. */
export function wholeFileIssue(file: string, message: string): FileIssue {
  return { file, ...wholeFile(message) };
}

/** What is said of a file that is too large to be a definition; `size` in bytes. */
export function tooLarge(size: number): string {
  return `Must have at most ${MAX_DEFINITION_BYTES} bytes; it has ${size}.`;
}

/** One line per mistake, as compilers print them: `file.yaml:3:5: tasks[0].command: Missing; must be text.` */
export function formatFileIssue({ file, line, column, field, message }: FileIssue): string {
  return `${file}:${line}:${column}: ${field}: ${message}`;
}

function checkYaml(content: string | Uint8Array): Checked<ProcessTypeDefinition, PlacedIssue> {
  const size = Buffer.byteLength(content);
  if (size > MAX_DEFINITION_BYTES) return refuseFile(tooLarge(size));
  const text = typeof content === 'string' ? content : decode(content);
  if (text === null) return refuseFile('Must be UTF-8 text; save the file with that encoding.');
  if (text.includes('\0')) return refuseFile('Must be UTF-8 text; it has NUL characters.');
  const limitProblem = yamlLimitProblem(text);
  if (limitProblem !== null) return refuseFile(limitProblem);

  const lines = new LineCounter();
  const document = parseDocument(text, { ...PARSE_OPTIONS, lineCounter: lines });
  const syntax = syntaxMistakes(document, lines);
  if (syntax.length > 0) return { ok: false, issues: syntax.slice(0, MAX_SYNTAX_MISTAKES) };
  const references = referenceMistakes(document, lines).slice(0, MAX_SYNTAX_MISTAKES);

  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
  } catch (error) {
    return references.length > 0 ? { ok: false, issues: references } : refuseFile(`${(error as Error).message}.`);
  }
  if (value === null) return refuseFile('Is empty; must have a process type with at least a name and tasks.');

  const parsed = parseDefinition(value);
  if (parsed.ok && references.length === 0) return parsed;
  const wrongFields = parsed.ok ? [] : parsed.issues;
  return {
    ok: false,
    issues: [
      ...references,
      ...wrongFields.map((issue) => ({ ...issue, ...positionOfField(document, lines, issue.path) })),
    ],
  };
}

const wholeFile = (message: string): PlacedIssue => ({ line: 1, column: 1, field: '(file)', message });

function refuseFile(message: string): { ok: false; issues: PlacedIssue[] } {
  return { ok: false, issues: [wholeFile(message)] };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
