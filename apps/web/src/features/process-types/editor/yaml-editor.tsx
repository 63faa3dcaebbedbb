import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { DefinitionReport } from '@app/api-client';
import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import { type CheckResult, definitionLint } from './definition-lint';
import styles from './editor.module.css';
import { editorTheme } from './editor-theme';
import type { Schema } from './schema';
import { schemaCompletion } from './schema-completion';
import { schemaHover } from './schema-hover';
import { yamlColours } from './yaml-colours';

interface YamlEditorProps {
  /** The text at first; what is written is told by `onChange`. */
  initial: string;
  schema: Schema;
  check: (text: string, signal: AbortSignal) => Promise<DefinitionReport>;
  onChange: (text: string) => void;
  onChecked: (result: CheckResult) => void;
  /** Gets the view, to move in it from outside. */
  viewRef: RefObject<EditorView | null>;
  label: string;
  /** Id of the element that says how to leave the editor by keyboard. */
  describedBy: string;
}

/** A text editor for definitions: completes from the schema, and marks mistakes where they are. */
export function YamlEditor(props: YamlEditorProps) {
  const isDark = useComputedColorScheme('light') === 'dark';
  const host = useRef<HTMLDivElement>(null);
  const theme = useRef(new Compartment());
  const latest = useRef(props);
  latest.current = props;
  const firstDark = useRef(isDark);

  useEffect(() => {
    const { initial, schema, viewRef, label, describedBy } = latest.current;
    if (host.current === null) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial,
        extensions: [
          theme.current.of(editorTheme(firstDark.current)),
          ...editing(schema),
          definitionLint(
            (text, signal) => latest.current.check(text, signal),
            (result) => latest.current.onChecked(result),
          ),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy, tabindex: '0' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    viewRef.current = view;
    return () => {
      viewRef.current = null;
      view.destroy();
    };
  }, []);

  useEffect(() => {
    latest.current.viewRef.current?.dispatch({ effects: theme.current.reconfigure(editorTheme(isDark)) });
  }, [isDark]);

  return <div ref={host} className={styles.editor} />;
}

function editing(schema: Schema): Extension[] {
  return [
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    EditorView.lineWrapping,
    yaml(),
    yamlColours,
    // Nothing is offered for a whole word, so Enter means the choice as soon as there is one.
    autocompletion({ override: [schemaCompletion(schema)], icons: false, interactionDelay: 0 }),
    schemaHover(schema),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      indentWithTab,
    ]),
  ];
}
