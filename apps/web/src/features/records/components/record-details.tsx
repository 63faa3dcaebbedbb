import type { ProcessRecord, ProcessRun } from '@app/api-client';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './record-details.module.css';

/** Input and schedule of a record; with a run given, the input which that run used. */
export function RecordDetails({ record, run }: { record: ProcessRecord; run: ProcessRun | undefined }) {
  const input = Object.entries((run ?? record).inputData ?? {});
  return (
    <section className={styles.panel} aria-label="Input and schedule">
      <h2 className={styles.title}>{run ? `Input of run ${run.runNumber}` : 'Input'}</h2>
      {input.length === 0 ? (
        <p className={styles.none}>No values given: the type’s defaults are used.</p>
      ) : (
        <dl className={styles.values}>
          {input.map(([name, value]) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <h2 className={styles.title}>Schedule</h2>
      {record.schedule === null ? (
        <p className={styles.none}>None: it runs when somebody starts it.</p>
      ) : (
        <dl className={styles.values}>
          <div>
            <dt>Cron</dt>
            <dd className="mono">{record.schedule}</dd>
          </div>
          <div>
            <dt>Time zone</dt>
            <dd>{record.timeZone ?? 'UTC'}</dd>
          </div>
          <div>
            <dt>Next fire</dt>
            <dd>
              <TimeAgo at={record.nextFireAt} />
            </dd>
          </div>
        </dl>
      )}
      <p className={styles.foot}>
        Created <TimeAgo at={record.createdAt} />, changed <TimeAgo at={record.updatedAt} />
      </p>
    </section>
  );
}
