import { hoverTooltip, type Tooltip } from '@codemirror/view';
import { type Schema, schemaAt, valueWords } from './schema';
import { keyAt } from './yaml-place';

/** Says what a key means when the pointer rests on it. */
export function schemaHover(root: Schema) {
  return hoverTooltip((view, position): Tooltip | null => {
    const key = keyAt(view.state.doc.toString(), position);
    const schema = key === null ? null : schemaAt(root, key.path);
    if (key === null || schema === null) return null;
    return { pos: key.from, end: key.to, above: true, create: () => ({ dom: describe(schema) }) };
  });
}

function describe(schema: Schema): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-schema-hover';
  if (schema.description !== undefined) dom.append(paragraph(schema.description));
  const byDefault = schema.default === undefined ? '' : `; ${String(schema.default)} by default`;
  dom.append(paragraph(valueWords(schema) + byDefault));
  return dom;
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
