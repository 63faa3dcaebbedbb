import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const LOOK = {
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-yaml-key': { color: 'var(--accent)', fontWeight: '550' },
  '.cm-yaml-comment': { color: 'var(--ink-soft)', fontStyle: 'italic' },
  '.cm-yaml-sign': { color: 'var(--ink-soft)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    color: 'var(--ink-soft)',
    backgroundColor: 'var(--surface-sunken)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--ink)', backgroundColor: 'transparent' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-tooltip, .cm-panels': {
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '15em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--ink)', backgroundColor: 'var(--glow)' },
  '.cm-completionDetail': { color: 'var(--ink-soft)', fontStyle: 'normal', marginLeft: '1em' },
  '.cm-tooltip.cm-completionInfo, .cm-schema-hover': { padding: '6px 10px', maxWidth: '34em' },
  '.cm-schema-hover p': { margin: '0 0 2px' },
  '.cm-diagnostic': { padding: '4px 10px', borderLeft: '3px solid var(--status-failed)', maxWidth: '46em' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--status-failed)',
    textUnderlineOffset: '3px',
  },
  '.cm-changedLine, .cm-insertedLine': {
    backgroundColor: 'color-mix(in srgb, var(--status-completed) 12%, transparent)',
  },
  '.cm-deletedChunk, &.cm-merge-a .cm-changedLine': {
    backgroundColor: 'color-mix(in srgb, var(--status-failed) 12%, transparent)',
  },
  '&.cm-merge-b .cm-changedText, .cm-changedText': {
    background: 'color-mix(in srgb, var(--status-completed) 30%, transparent)',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--status-failed) 30%, transparent)',
  },
  // On these grounds the colours of the syntax cannot be read.
  '.cm-changedText *, .cm-deletedText *': { color: 'var(--ink)' },
  '.cm-collapsedLines': { color: 'var(--ink-soft)', background: 'var(--surface-sunken)' },
};

/** Colours of the dashboard, by its variables; what the editor adds by itself needs to know whether it is dark. */
export function editorTheme(isDark: boolean): Extension {
  return EditorView.theme(LOOK, { dark: isDark });
}
