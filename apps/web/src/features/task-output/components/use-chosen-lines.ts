import { useLocation, useNavigate } from '@tanstack/react-router';
import { type LineRange, lineRangeHash, parseLineRange } from '../line-range';

/** The lines that the address points to (`#L118`, `#L10-L20`), and how to point to others. */
export function useChosenLines(): {
  range: LineRange | null;
  onLineChosen: (line: number, extend: boolean) => void;
} {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const range = parseLineRange(hash);
  const onLineChosen = (line: number, extend: boolean): void => {
    const start = extend && range !== null ? range.from : line;
    const chosen = { from: Math.min(start, line), to: Math.max(start, line) };
    const lines = lineRangeHash(chosen);
    void navigate({ to: '.', search: true, hash: lines, replace: true, resetScroll: false, hashScrollIntoView: false });
  };
  return { range, onLineChosen };
}
