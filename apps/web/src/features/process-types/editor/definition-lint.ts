import type { DefinitionIssue, DefinitionReport } from '@app/api-client';
import { type Diagnostic, linter } from '@codemirror/lint';
import type { Text } from '@codemirror/state';

/** What the server said of a text, or why it did not. */
export type CheckResult =
  | { readonly text: string; readonly report: DefinitionReport; readonly error: null }
  | { readonly text: string; readonly report: null; readonly error: unknown };

const DELAY_MS = 350;

/** Has the text checked a moment after it was changed, and marks what is wrong. */
export function definitionLint(
  check: (text: string, signal: AbortSignal) => Promise<DefinitionReport>,
  onResult: (result: CheckResult) => void,
) {
  let running = new AbortController();
  return linter(
    async (view) => {
      running.abort();
      const own = new AbortController();
      running = own;
      const text = view.state.doc.toString();
      try {
        const report = await check(text, own.signal);
        if (own.signal.aborted) return [];
        onResult({ text, report, error: null });
        const { doc } = view.state;
        return [
          ...report.problems.map((problem) => toDiagnostic(doc, problem, 'error')),
          ...report.warnings.map((warning) => toDiagnostic(doc, warning, 'warning')),
        ];
      } catch (error) {
        if (!own.signal.aborted) onResult({ text, report: null, error });
        return [];
      }
    },
    { delay: DELAY_MS },
  );
}

/** Where a problem begins in the text. */
export function offsetOf(doc: Text, { line, column }: Pick<DefinitionIssue, 'line' | 'column'>): number {
  const at = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
  return Math.min(at.from + Math.max((column ?? 1) - 1, 0), at.to);
}

function toDiagnostic(doc: Text, problem: DefinitionIssue, severity: 'error' | 'warning'): Diagnostic {
  const from = offsetOf(doc, problem);
  const line = doc.lineAt(from);
  const word = /^[^\s:]*/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  const message = problem.field.startsWith('(') ? problem.message : `${problem.field}: ${problem.message}`;
  return { from, to: Math.min(from + Math.max(word, 1), line.to), severity, message };
}
