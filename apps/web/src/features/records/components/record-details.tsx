import type { ProcessRecord, ProcessRun } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { TimeAgo } from '../../../shared/time/time-ago';
import { May } from '../../account/components/may';
import styles from './record-details.module.css';

/** Input of a record, and that it has no schedule where it has none; with a run given, the input which that run used. */
export function RecordDetails({ record, run }: { record: ProcessRecord; run: ProcessRun | undefined }) {
  const input = Object.entries((run ?? record).inputData ?? {});
  return (
    <section className={styles.panel} aria-label="Input">
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
      {record.schedule === null && (
        <>
          <h2 className={styles.title}>Schedule</h2>
          <p className={styles.none}>
            None: it runs when somebody starts it.{' '}
            <May do="run-processes">
              <Link to="/processes/$id/edit" params={{ id: record.id }}>
                Set one
              </Link>
            </May>
          </p>
        </>
      )}
      <p className={styles.foot}>
        Created <TimeAgo at={record.createdAt} />, changed <TimeAgo at={record.updatedAt} />
      </p>
    </section>
  );
}
