import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { startCompletion } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { choices, type Schema, schemaAt, valueWords } from './schema';
import { placeAt } from './yaml-place';

/** Completes the keys and choices of a definition from its JSON schema. */
export function schemaCompletion(root: Schema): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const place = placeAt(state.doc.toString(), pos);
    if (place === null) return null;
    const schema = schemaAt(root, place.path);
    if (schema === null) return null;
    if (!explicit && place.kind === 'key' && place.from === pos) return null;
    const options = place.kind === 'key' ? keyOptions(schema, place.taken) : valueOptions(schema);
    // A word that is whole already needs no choice, and Enter after it means a new line.
    const isWhole = (word: string): boolean => options.some(({ label }) => label === word);
    if (options.length === 0 || isWhole(state.sliceDoc(place.from, pos))) return null;
    return { from: place.from, options, validFor: (word) => /^[\w-]*$/.test(word) && !isWhole(word) };
  };
}

function keyOptions({ properties = {}, required = [] }: Schema, taken: readonly string[]): Completion[] {
  return Object.entries(properties)
    .filter(([key]) => !taken.includes(key))
    .map(([key, schema]) => ({
      label: key,
      type: 'property',
      detail: required.includes(key) ? `${valueWords(schema)}, required` : valueWords(schema),
      ...(schema.description !== undefined && { info: schema.description }),
      boost: required.includes(key) ? 1 : 0,
      apply: (view, _completion, from, to) => insertKey(view, key, schema, from, to),
    }));
}

function valueOptions(schema: Schema): Completion[] {
  const byDefault = schema.default === undefined ? null : String(schema.default);
  return choices(schema).map((label) => ({
    label,
    type: 'enum',
    ...(label === byDefault && { detail: 'default' }),
  }));
}

/** Writes the key, and what has to follow it: the first entry of a list, or the blank before a value. */
function insertKey(view: EditorView, key: string, schema: Schema, from: number, to: number): void {
  const line = view.state.doc.lineAt(from);
  const isFlow = /[{,]\s*$/.test(line.text.slice(0, from - line.from));
  const hasColon = view.state.sliceDoc(to, to + 1) === ':';
  const text = hasColon ? key : `${key}:${isFlow ? ' ' : opening(schema, from - line.from)}`;
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.length },
    userEvent: 'input.complete',
  });
  const plain = schemaAt(schema, []);
  if (!hasColon && plain !== null && choices(plain).length > 0) startCompletion(view);
}

function opening(schema: Schema, column: number): string {
  const plain = schemaAt(schema, []);
  const indent = ' '.repeat(column + 2);
  if (plain?.type === 'array') return `\n${indent}- `;
  return plain?.type === 'object' ? `\n${indent}` : ' ';
}
