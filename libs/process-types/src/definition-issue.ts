import type { FieldIssue } from '@app/process-core';

export type IssuePath = readonly (string | number)[];

/** One mistake in a type definition: where it is, as a path and as `tasks[0].command`, and what would be right. */
export interface DefinitionIssue extends FieldIssue {
  readonly path: IssuePath;
}

/** Either the value or everything that is wrong with it. */
export type Checked<T, I extends FieldIssue = FieldIssue> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly I[] };

/** Builds an issue; its `field` is the path in words, `(definition)` for the whole. */
export function issueAt(path: IssuePath, message: string): DefinitionIssue {
  return { path, field: fieldOf(path), message };
}

function fieldOf(path: IssuePath): string {
  if (path.length === 0) return '(definition)';
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
