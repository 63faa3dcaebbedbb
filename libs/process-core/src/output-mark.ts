/** What stands in an output where a part of it was not kept. */
export interface CutMark {
  readonly bytes: number;
  /** Line feeds in them. */
  readonly lines: number;
  readonly reason: string;
}

const CUT_MARK = /^\n\[\.\.\. (\d{1,15}) bytes \((\d{1,15}) lines\) not kept: ([^\n]+) \.\.\.\]\n$/;

/** The mark as text: a line of its own, also in the middle of one. */
export function cutMarkText({ bytes, lines, reason }: CutMark): string {
  return `\n[... ${bytes} bytes (${lines} lines) not kept: ${reason} ...]\n`;
}

/** Reads what `cutMarkText` wrote; null for any other text. */
export function parseCutMark(text: string): CutMark | null {
  const [, bytes, lines, reason] = CUT_MARK.exec(text) ?? [];
  return reason === undefined ? null : { bytes: Number(bytes), lines: Number(lines), reason };
}

/** What ends an output whose worker was lost, once what was on its disk has been stored. */
export const LOST_MARK_TEXT = '\n[... output ends here: the worker was lost ...]\n';
