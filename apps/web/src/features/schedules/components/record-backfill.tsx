import type { BackfillResult } from '@app/api-client';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { notify } from '../../../shared/feedback/notify';
import { RequestError } from '../../../shared/request/request-error';
import { backfillPlanQuery, useBackfill } from '../api/backfill';
import { type BackfillSearch, rangeOf } from '../backfill-range';
import { planWords, queueWords } from '../backfill-words';
import { backfillWords } from '../fire-words';
import { formatFire } from '../format-fire';
import styles from './record-schedule.module.css';

interface RecordBackfillProps {
  recordId: string;
  timeZone: string;
  search: BackfillSearch;
  /** With nothing when it is over. */
  onSearchChange: (search: BackfillSearch | undefined) => void;
}

/** Makes up for the fires of a range: lists them first, then queues their runs. */
export function RecordBackfill({ recordId, timeZone, search, onSearchChange }: RecordBackfillProps) {
  const [from, setFrom] = useState(search.from ?? '');
  const [to, setTo] = useState(search.to ?? '');
  const range = rangeOf(search);
  const isListed = range !== null && search.from === from && search.to === to;
  const plan = useQuery({
    ...backfillPlanQuery(recordId, range ?? { from: '', to: '' }),
    enabled: range !== null,
    retry: false,
  });
  const backfill = useBackfill(recordId);
  const queue = () =>
    range !== null &&
    backfill.mutate(range, {
      onSuccess: ({ queued }) => {
        notify({ title: `${queueWords(queued, 'Queued')} of ${recordId}` });
        onSearchChange(undefined);
      },
    });
  const problem = (field: string) =>
    isListed && plan.error instanceof RequestError
      ? plan.error.fields.find((one) => one.field === field)?.message
      : undefined;
  return (
    <section
      className={styles.backfill}
      aria-label="Backfill"
      onKeyDown={(event) => event.key === 'Escape' && onSearchChange(undefined)}
    >
      <p>
        Makes a run for each fire of the past that has none: one after the other, oldest first, also while the schedule
        is paused.
      </p>
      <form
        className={styles.range}
        onSubmit={(event) => {
          event.preventDefault();
          if (search.from === from && search.to === to) void plan.refetch();
          else onSearchChange({ from, to });
        }}
      >
        <TextInput
          size="xs"
          type="datetime-local"
          label="From (UTC)"
          value={from}
          error={problem('from')}
          autoFocus
          required
          withAsterisk={false}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          type="datetime-local"
          label="To (UTC)"
          value={to}
          error={problem('to')}
          required
          withAsterisk={false}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant={isListed ? 'default' : 'filled'}>
          List the fires
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onSearchChange(undefined)}>
          Close
        </Button>
      </form>
      {isListed && plan.isLoading && <Skeleton height={60} />}
      {isListed && plan.error && <ErrorNotice error={plan.error} />}
      {isListed && plan.data && (
        <>
          <Plan plan={plan.data} timeZone={timeZone} />
          {plan.data.queued > 0 && (
            <div>
              <Button size="xs" loading={backfill.isPending} onClick={queue}>
                {queueWords(plan.data.queued, 'Queue')}
              </Button>
            </div>
          )}
        </>
      )}
      {backfill.error && <ErrorNotice error={backfill.error} onDismiss={() => backfill.reset()} />}
    </section>
  );
}

function Plan({ plan, timeZone }: { plan: BackfillResult; timeZone: string }) {
  return (
    <>
      <p>
        <strong>{planWords(plan)}</strong>
      </p>
      {plan.fires.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol className={styles.planned} aria-label="Fires of the range" tabIndex={0}>
          {plan.fires.map(({ fireAt, outcome }) => (
            <li key={fireAt} data-left={outcome !== 'QUEUED' || undefined}>
              <time dateTime={fireAt}>{formatFire(fireAt, timeZone)}</time>
              <span>{backfillWords(outcome)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
