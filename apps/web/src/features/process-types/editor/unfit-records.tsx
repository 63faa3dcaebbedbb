import type { ProcessTypePreview } from '@app/api-client';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { unfitWords } from '../usage-words';
import styles from './editor.module.css';

/** The processes that could not start any more; what is written here stays open beside them. */
export function UnfitRecords({ name, preview }: { name: string; preview: ProcessTypePreview }) {
  const { unfit, firstUnfit } = preview;
  if (unfit === 0) return null;
  const others = unfit - firstUnfit.length;
  return (
    <section className={styles.unfit} aria-label="Processes that could not start any more">
      <p>
        <IconAlertTriangle size={17} aria-hidden /> <strong>{unfitWords(preview)}</strong>
      </p>
      <ul>
        {firstUnfit.map(({ id, schedule, issues }) => (
          <li key={id}>
            <Link to="/processes/$id/edit" params={{ id }} target="_blank">
              {id}
            </Link>
            {schedule !== null && <span className="soft"> scheduled</span>}
            {issues.map(({ field, message }) => (
              <div key={`${field} ${message}`}>
                <span className="mono">{field.replace(/^inputData\./, '')}</span> {message}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <p>
          And {others.toLocaleString('en')} more{' '}
          <Link to="/processes" search={{ type: name }} target="_blank">
            processes of this type
          </Link>
          .
        </p>
      )}
      <p className="soft">Give such a parameter a default, or change their input.</p>
    </section>
  );
}
