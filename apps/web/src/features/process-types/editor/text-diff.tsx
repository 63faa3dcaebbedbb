import { yaml } from '@codemirror/lang-yaml';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import styles from './editor.module.css';
import { editorTheme } from './editor-theme';
import { yamlColours } from './yaml-colours';

interface TextDiffProps {
  before: string;
  after: string;
  /** Names of the two texts, for their headings. */
  names: readonly [string, string];
}

const FOLDED = { margin: 4, minSize: 8 };

/** Two texts beside each other, or one below the other where it is narrow; what is equal is folded. */
export function TextDiff({ before, after, names }: TextDiffProps) {
  const isDark = useComputedColorScheme('light') === 'dark';
  const isNarrow = useMediaQuery('(max-width: 900px)', undefined, { getInitialValueInEffect: false });
  const host = useRef<HTMLDivElement>(null);
  const [nameBefore, nameAfter] = names;

  useEffect(() => {
    if (host.current === null) return;
    const parent = host.current;
    const reading = (label: string): Extension[] => [
      editorTheme(isDark),
      lineNumbers(),
      yaml(),
      yamlColours,
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
    ];
    const view = isNarrow
      ? new EditorView({
          parent,
          doc: after,
          extensions: [
            ...reading(`Changes from ${nameBefore} to ${nameAfter}`),
            unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: FOLDED, gutter: true }),
          ],
        })
      : new MergeView({
          parent,
          a: { doc: before, extensions: reading(nameBefore) },
          b: { doc: after, extensions: reading(nameAfter) },
          collapseUnchanged: FOLDED,
        });
    return () => view.destroy();
  }, [before, after, nameBefore, nameAfter, isDark, isNarrow]);

  if (before === after) return <p className={styles.same}>Both texts are the same.</p>;
  return (
    <section aria-label={`Changes from ${nameBefore} to ${nameAfter}`}>
      <div className={styles.diffNames} aria-hidden>
        {isNarrow ? (
          <span>
            {nameBefore} → {nameAfter}
          </span>
        ) : (
          names.map((name) => <span key={name}>{name}</span>)
        )}
      </div>
      <div ref={host} className={styles.diff} />
    </section>
  );
}
