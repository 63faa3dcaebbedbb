import { yamlLanguage } from '@codemirror/lang-yaml';
import type { SchemaPath } from './schema';

type SyntaxNode = ReturnType<ReturnType<typeof yamlLanguage.parser.parse>['resolveInner']>;

/** Where something is being written in a YAML text. */
export interface YamlPlace {
  /** A key is missing its end, or a value is. */
  readonly kind: 'key' | 'value';
  /** Of the mapping for a key, of the value for a value. */
  readonly path: SchemaPath;
  /** Where the word begins that is being written. */
  readonly from: number;
  /** Keys that the mapping has already. */
  readonly taken: readonly string[];
}

/** Parsing takes a moment; nobody writes so much by hand. */
const MAX_LENGTH = 200_000;
const KEY = /(?:^|[{,])\s*(?:-\s+)*([\w-]*)$/;
const VALUE = /(?:^|[{,\s])[\w.-]+:[ \t]+(\S*)$/;
const TEXT_NODES = new Set(['BlockLiteralContent', 'BlockLiteralHeader', 'QuotedLiteral', 'Comment']);

/** What can be written at `position`; null inside texts and comments, and where nothing can be told. */
export function placeAt(text: string, position: number): YamlPlace | null {
  if (text.length > MAX_LENGTH || isInsideText(text, position)) return null;
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const line = text.slice(lineStart, position);
  const key = KEY.exec(line);
  const value = key === null ? VALUE.exec(line) : null;
  const word = (key ?? value)?.[1];
  if (word === undefined) return null;
  const from = position - word.length;
  // The rest of the word and a colon after it are there already, or are put there for the parser's sake.
  const end = position + (/^[\w-]*/.exec(text.slice(position))?.[0].length ?? 0);
  const hasColon = text[end] === ':';
  const filler = key !== null ? (hasColon ? 'x' : 'x: x') : 'x';
  const patched = text.slice(0, from) + filler + text.slice(end);
  const node = yamlLanguage.parser.parse(patched).resolveInner(from, 1);
  return key !== null ? keyPlace(node, patched, from) : { kind: 'value', path: pathTo(node, patched), from, taken: [] };
}

/** The path of the key at `position` and where it stands; null elsewhere. */
export function keyAt(text: string, position: number): { path: SchemaPath; from: number; to: number } | null {
  if (text.length > MAX_LENGTH) return null;
  let node: SyntaxNode | null = yamlLanguage.parser.parse(text).resolveInner(position, 1);
  while (node !== null && node.name !== 'Key') node = node.parent;
  return node === null ? null : { path: pathTo(node, text), from: node.from, to: node.to };
}

function keyPlace(node: SyntaxNode, text: string, from: number): YamlPlace | null {
  const pair = closest(node, 'Pair');
  const mapping = pair?.parent;
  if (!pair || !mapping) return null;
  const taken: string[] = [];
  for (let sibling = mapping.firstChild; sibling !== null; sibling = sibling.nextSibling) {
    if (sibling.name === 'Pair' && sibling.from !== pair.from) taken.push(keyOf(sibling, text));
  }
  return { kind: 'key', path: pathTo(mapping, text), from, taken };
}

function pathTo(node: SyntaxNode, text: string): SchemaPath {
  const path: (string | null)[] = [];
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (at.name === 'Pair') path.unshift(keyOf(at, text));
    else if (at.parent?.name === 'FlowSequence' || at.name === 'Item') path.unshift(null);
  }
  return path;
}

function keyOf(pair: SyntaxNode, text: string): string {
  const key = pair.getChild('Key');
  return key === null ? '' : text.slice(key.from, key.to).replace(/^["']|["']$/g, '');
}

function closest(node: SyntaxNode, name: string): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at !== null && at.name !== name) at = at.parent;
  return at;
}

function isInsideText(text: string, position: number): boolean {
  const node = yamlLanguage.parser.parse(text).resolveInner(position, -1);
  return TEXT_NODES.has(node.name) && !isBlankBelowBlock(node, text, position);
}

// A line that is indented less than the text of a block ends it, though the parser counts blanks to the block.
function isBlankBelowBlock(node: SyntaxNode, text: string, position: number): boolean {
  if (node.name !== 'BlockLiteralContent') return false;
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const content = text.slice(node.from, node.to).replace(/^\n/, '');
  const indent = /^ */.exec(content)?.[0].length ?? 0;
  return text.slice(lineStart, position).trim() === '' && position - lineStart < indent;
}
