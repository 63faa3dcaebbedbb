import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../../shared/request/request-error';
import { type LogMatch, stepToMatch } from '../api/search-log';
import { searchWords } from '../search-words';

export interface LogSearchState {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly matchCase: boolean;
  readonly setMatchCase: (matchCase: boolean) => void;
  /** Goes to the next or previous match, round the ends. */
  readonly step: (step: 'next' | 'previous') => void;
  /** Line of the match that is shown; undefined when there is none. */
  readonly line: number | undefined;
  /** `3 of 1,204`, `No match`. */
  readonly words: string;
}

const TYPING_MS = 250;

/** Search in the whole output of an attempt; `onMatch` is told each line that is gone to. */
export function useLogSearch(
  taskId: string,
  attempt: number | undefined,
  onMatch: (line: number) => void,
): LogSearchState {
  const [text, setText] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [match, setMatch] = useState<LogMatch | null>(null);
  const [words, setWords] = useState('');
  const [typed] = useDebouncedValue(text, TYPING_MS);
  const searching = useRef(new AbortController());
  const go = async (step: 'next' | 'previous', from: LogMatch | null): Promise<void> => {
    searching.current.abort();
    if (attempt === undefined || text === '') return;
    searching.current = new AbortController();
    const { signal } = searching.current;
    setWords('Searching…');
    let shown: number | null = null;
    try {
      for await (const found of stepToMatch({ taskId, attempt, text, matchCase }, from, step, signal)) {
        if (signal.aborted) return;
        setWords(searchWords(found));
        if (found.line === null) continue;
        setMatch(found);
        if (shown === null) onMatch(found.line);
        shown = found.line;
      }
    } catch (error) {
      if (!signal.aborted) setWords(messageOf(error));
    }
  };
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    setMatch(null);
    void latest.current('next', null);
    return () => searching.current.abort();
  }, [typed, matchCase, taskId, attempt]);
  return {
    text,
    setText: (next) => {
      setText(next);
      setMatch(null);
    },
    matchCase,
    setMatchCase,
    step: (step) => void go(step, match),
    line: text === '' ? undefined : match?.line,
    words,
  };
}
