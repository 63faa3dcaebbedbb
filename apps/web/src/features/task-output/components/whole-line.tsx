import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { messageOf } from '../../../shared/request/request-error';
import { parseLine, type Segment } from '../ansi/parse-line';
import type { TextStyle } from '../ansi/text-style';
import { LINE_PART_BYTES, logLineQuery } from '../api/get-log';
import { sizeWords } from '../missing-words';
import { AnsiText } from './ansi-text';
import styles from './output.module.css';

/** Parts that are read at one asking: 512 KiB. More at once would make the page slow. */
const PARTS_AT_ONCE = 8;

interface WholeLineProps {
  taskId: string;
  attempt: number;
  line: number;
  style: TextStyle;
  search: string;
  onClose: () => void;
}

/** A long line with all that it has, part by part; what a progress bar rewrote stands below each other. */
export function WholeLine({ taskId, attempt, line, style, search, onClose }: WholeLineProps) {
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(logLineQuery(taskId, attempt, line));
  const count = data?.pages.length ?? 0;
  // Up to the next stop without being asked again.
  const goesOn = hasNextPage && count % PARTS_AT_ONCE !== 0 && error === null;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);
  const segments = useMemo(() => segmentsOf(data?.pages.map(({ text }) => text).join('') ?? '', style), [data, style]);
  const last = data?.pages.at(-1);
  const left = last === undefined || last.nextByte === null ? 0 : last.bytes - last.nextByte;
  return (
    <>
      <AnsiText segments={segments} search={search} />
      <span className={styles.rest}>
        {error !== null && <span>{messageOf(error)} </span>}
        {hasNextPage && (
          <button type="button" className={styles.more} disabled={isFetching} onClick={() => void fetchNextPage()}>
            {isFetching
              ? `Reading, ${sizeWords(left)} left…`
              : `Show ${sizeWords(Math.min(left, PARTS_AT_ONCE * LINE_PART_BYTES))} more of ${sizeWords(left)}`}
          </button>
        )}
        <button type="button" className={styles.more} onClick={onClose}>
          Show less
        </button>
      </span>
    </>
  );
}

function segmentsOf(text: string, start: TextStyle): Segment[] {
  let style = start;
  return text.split('\r').flatMap((state, index) => {
    const { segments, end } = parseLine(state, style);
    style = end;
    return index === 0 ? segments : [{ text: '\n', style }, ...segments];
  });
}
