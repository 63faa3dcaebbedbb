import type { EditorView } from '@codemirror/view';
import type { DefinitionIssue } from '@app/api-client';
import { Button } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { checkDefinition, type Replacing } from '../api/check-definition';
import { type CheckResult, offsetOf } from './definition-lint';
import styles from './editor.module.css';
import { ProblemList } from './problem-list';
import type { Schema } from './schema';
import { YamlEditor } from './yaml-editor';

interface DefinitionWorkbenchProps {
  text: string;
  replacing: Replacing;
  schema: Schema;
  checked: CheckResult | null;
  /** False when the text is the stored one. */
  isChanged: boolean;
  onChange: (text: string) => void;
  onChecked: (result: CheckResult) => void;
  onReview: () => void;
  cancel: ReactNode;
}

/** The editor, what is wrong with the text, and the way on. */
export function DefinitionWorkbench(props: DefinitionWorkbenchProps) {
  const { text, replacing, schema, checked, isChanged, onChange, onChecked, onReview, cancel } = props;
  const view = useRef<EditorView | null>(null);
  const isCurrent = checked?.text === text;
  const isRight = isCurrent && checked.report?.valid === true;

  const jump = (problem: DefinitionIssue): void => {
    const editor = view.current;
    if (editor === null) return;
    editor.dispatch({ selection: { anchor: offsetOf(editor.state.doc, problem) }, scrollIntoView: true });
    editor.focus();
  };

  return (
    <div className={styles.workbench}>
      <YamlEditor
        initial={text}
        schema={schema}
        check={(current, signal) => checkDefinition(current, replacing, signal)}
        onChange={onChange}
        onChecked={onChecked}
        viewRef={view}
        label="Definition as YAML"
        describedBy="editor-keys"
      />
      <p id="editor-keys" className={styles.keys}>
        <kbd>Ctrl</kbd> <kbd>Space</kbd> completes, <kbd>F8</kbd> goes to the next problem, <kbd>Tab</kbd> indents;{' '}
        <kbd>Escape</kbd>, then <kbd>Tab</kbd>, leaves the editor.
      </p>
      <ProblemList result={checked} isCurrent={isCurrent} onJump={jump} />
      <div className={styles.actions}>
        <Button onClick={onReview} disabled={!isChanged || !isRight}>
          Review changes
        </Button>
        {cancel}
        {!isChanged && <span className="soft">Nothing is changed yet.</span>}
      </div>
    </div>
  );
}
