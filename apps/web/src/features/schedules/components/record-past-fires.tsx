import type { ProcessRecord, ScheduleFire } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { PlainTable } from '../../../shared/table/plain-table';
import { recordPastFiresQuery } from '../api/record-fires';
import { formatFire } from '../format-fire';
import { FireOutcome } from './record-fire-outcome';
import styles from './record-schedule.module.css';

/** What became of the fires of a record, the latest first. */
export function RecordPastFires({ record }: { record: ProcessRecord }) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    recordPastFiresQuery(record.id),
  );
  const fires = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className={styles.part} aria-label="Past fires">
      <h3 className={styles.title}>
        Past fires {data && <span className="soft tabular">{data.pages[0]?.total.toLocaleString('en')}</span>}
      </h3>
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={108} />}
      {data && fires.length === 0 && (
        <p className="soft">None yet. What becomes of each fire appears here, also why one made no run.</p>
      )}
      {fires.length > 0 && (
        <div className={styles.past}>
          <PlainTable label="Fires and what became of them" head={['Fire', 'What became of it']}>
            {fires.map((fire) => (
              <FireRow key={`${fire.fireAt} ${fire.lastFireAt}`} fire={fire} timeZone={record.timeZone ?? 'UTC'} />
            ))}
          </PlainTable>
        </div>
      )}
      {hasNextPage && (
        <div>
          <Button size="compact-sm" variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older fires
          </Button>
        </div>
      )}
    </section>
  );
}

function FireRow({ fire, timeZone }: { fire: ScheduleFire; timeZone: string }) {
  return (
    <tr>
      <td>
        <time dateTime={fire.fireAt} className="tabular">
          {formatFire(fire.fireAt, timeZone)}
        </time>
        {fire.lastFireAt !== fire.fireAt && (
          <span className={styles.note}>
            and all until <time dateTime={fire.lastFireAt}>{formatFire(fire.lastFireAt, timeZone)}</time>
          </span>
        )}
      </td>
      <td className={styles.outcome}>
        <FireOutcome fire={fire} />
      </td>
    </tr>
  );
}
