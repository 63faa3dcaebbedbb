import { syntaxTree } from '@codemirror/language';
import { type Range, RangeSet } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const MARKS: Readonly<Record<string, Decoration>> = {
  Key: Decoration.mark({ class: 'cm-yaml-key' }),
  Comment: Decoration.mark({ class: 'cm-yaml-comment' }),
  '-': Decoration.mark({ class: 'cm-yaml-sign' }),
  ':': Decoration.mark({ class: 'cm-yaml-sign' }),
  BlockLiteralHeader: Decoration.mark({ class: 'cm-yaml-sign' }),
};

/** Sets keys, comments and signs of what is in sight apart from values, by the syntax tree. */
export const yamlColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    private tree: unknown;

    constructor(view: EditorView) {
      this.decorations = marksOf(view);
      this.tree = syntaxTree(view.state);
    }

    update({ view, docChanged, viewportChanged }: ViewUpdate): void {
      const tree = syntaxTree(view.state);
      if (!docChanged && !viewportChanged && tree === this.tree) return;
      this.tree = tree;
      this.decorations = marksOf(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksOf(view: EditorView): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const mark = MARKS[node.name];
        if (mark !== undefined && node.to > node.from) ranges.push(mark.range(node.from, node.to));
      },
    });
  }
  return RangeSet.of(ranges, true);
}
