import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../../shared/request/request-error';
import { type LogMatch, stepToMatch } from '../api/search-log';

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
  const request = useRef(0);
  const go = (step: 'next' | 'previous', line: number) => {
    if (attempt === undefined || text === '') return;
    request.current += 1;
    const mine = request.current;
    setWords('Searching…');
    stepToMatch({ taskId, attempt, text, matchCase }, line, step).then(
      (found) => {
        if (mine !== request.current) return;
        setMatch(found);
        setWords(found ? `${found.position.toLocaleString('en')} of ${found.count.toLocaleString('en')}` : 'No match');
        if (found) onMatch(found.line);
      },
      (error: unknown) => mine === request.current && setWords(messageOf(error)),
    );
  };
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    request.current += 1;
    setMatch(null);
    if (typed !== '') latest.current('next', 0);
  }, [typed, matchCase, taskId, attempt]);
  return {
    text,
    setText,
    matchCase,
    setMatchCase,
    step: (step) => go(step, match?.line ?? 0),
    line: text === '' ? undefined : match?.line,
    words,
  };
}
