import type { FieldIssue } from '@app/process-core';
import { type Document, isScalar, type LineCounter, visit, type YAMLError } from 'yaml';
import { positionAt, type TextPosition } from './yaml-positions';

export type PlacedIssue = FieldIssue & TextPosition;

/** The mistakes that the YAML parser found, in its words where they are clear. */
export function syntaxMistakes(document: Document.Parsed, lines: LineCounter): PlacedIssue[] {
  return [...document.errors, ...document.warnings].map((mistake) => ({
    ...positionAt(lines, mistake.pos[0]),
    field: '(YAML)',
    message: syntaxMessage(mistake),
  }));
}

/** Keys that a mapping has twice and aliases without an anchor; found here in linear time, by `yaml` in quadratic. */
export function referenceMistakes(document: Document.Parsed, lines: LineCounter): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const anchors = new Set<string>();
  const add = (offset: number | undefined, message: string): void => {
    issues.push({ ...positionAt(lines, offset ?? 0), field: '(YAML)', message });
  };
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && typeof node.anchor === 'string') anchors.add(node.anchor);
    },
    Alias: (_, alias) => {
      if (!anchors.has(alias.source)) add(alias.range?.[0], `No anchor &${alias.source} stands before this alias.`);
    },
    Map: (_, map) => {
      if (map.anchor !== undefined) anchors.add(map.anchor);
      const keys = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (keys.has(name)) add(key.range?.[0], `The key ${JSON.stringify(name)} is given twice; remove one of them.`);
        keys.add(name);
      }
    },
  });
  return issues;
}

function syntaxMessage({ code, message }: YAMLError): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'Must be one YAML document; a second one starts after this ---. Put it into a file of its own.';
    case 'TAG_RESOLVE_FAILED':
      return `${message}. Remove the tag: only plain text, numbers, true, false, lists and mappings are read.`;
    case 'TAB_AS_INDENT':
      return 'Must be indented with spaces; there is a tab.';
    default:
      return /[.!?]$/.test(message) ? message : `${message}.`;
  }
}
