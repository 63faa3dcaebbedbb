import { yaml } from '@codemirror/lang-yaml';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';

interface YamlViewProps {
  label: string;
  text: string;
  /** What it is compared with; changed lines are marked. */
  before: string | undefined;
}

const LOOK = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', maxHeight: '420px' },
  '.cm-gutters': { color: 'var(--ink-soft)', backgroundColor: 'var(--surface-sunken)', border: 'none' },
  '.cm-changedLine, .cm-inlineChangedLine': { backgroundColor: 'var(--status-completed-tint) !important' },
  '.cm-deletedChunk': { backgroundColor: 'var(--status-failed-tint) !important', paddingLeft: '6px' },
  '.cm-changedText': { background: 'color-mix(in srgb, var(--status-completed) 28%, transparent) !important' },
  '.cm-collapsedLines': { color: 'var(--ink-soft) !important', background: 'var(--surface-sunken) !important' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"·" !important' },
  '.cm-deletedText, .cm-deletedLine del': {
    background: 'color-mix(in srgb, var(--status-failed) 28%, transparent) !important',
    textDecoration: 'none',
  },
});

/** YAML to read, or what changed in it. */
export function YamlView({ label, text, before }: YamlViewProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const comparison =
      before === undefined
        ? []
        : [
            unifiedMergeView({
              original: before.trimEnd(),
              mergeControls: false,
              collapseUnchanged: { margin: 3, minSize: 6 },
            }),
          ];
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text.trimEnd(),
        extensions: [
          lineNumbers(),
          yaml(),
          LOOK,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          ...comparison,
        ],
      }),
    });
    return () => view.destroy();
  }, [label, text, before]);
  return <div ref={place} />;
}
