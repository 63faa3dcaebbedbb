import type { ProcessRecord } from '@app/api-client';
import { optionWords } from '../schedule-words';
import styles from './record-schedule.module.css';
import { useScheduleReading } from './use-schedule-reading';

/** What a schedule says: its expression, in words too, its zone, and the options that are not as usual. */
export function RecordScheduleFacts({ record }: { record: ProcessRecord }) {
  const timeZone = record.timeZone ?? 'UTC';
  const reading = useScheduleReading(record.schedule ?? '', timeZone);
  return (
    <div>
      <p className={styles.reading}>{reading ?? record.schedule}</p>
      <dl className={styles.facts}>
        <dt>Expression</dt>
        <dd className="mono">{record.schedule}</dd>
        <dt>Time zone</dt>
        <dd>{timeZone}</dd>
        {optionWords(record.scheduleOptions).map(({ about, words }) => [
          <dt key={about}>{about}</dt>,
          <dd key={`${about} words`}>{words}</dd>,
        ])}
      </dl>
    </div>
  );
}
