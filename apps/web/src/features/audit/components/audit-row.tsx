import type { AuditEntry } from '@app/api-client';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { TimeAgo } from '../../../shared/time/time-ago';
import { actionLook } from '../action-words';
import type { AuditFilter } from '../audit-filter';
import { AuditDetails } from './audit-details';
import { AuditOutcomeBadge } from './audit-outcome';
import { AuditTarget } from './audit-target';
import styles from './audit.module.css';

interface AuditRowProps {
  entry: AuditEntry;
  filter: AuditFilter;
  narrow: boolean;
}

/** Who did what to what; what else is known unfolds below it. */
export function AuditRow({ entry, filter, narrow }: AuditRowProps) {
  const [open, setOpen] = useState(false);
  const { words } = actionLook(entry.action);
  const Icon = open ? IconChevronDown : IconChevronRight;
  const what = (
    <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
      <Icon size={15} aria-hidden /> {words}
    </button>
  );
  const who = <Actor entry={entry} filter={filter} />;
  return (
    <>
      {narrow ? (
        <tr>
          <th scope="row" className={styles.card}>
            {what}
            <span className={styles.cardFacts}>
              {who} <AuditTarget entry={entry} />
            </span>
          </th>
          <td className={styles.card}>
            <AuditOutcomeBadge outcome={entry.outcome} />
            <div className="soft">
              <TimeAgo at={entry.at} />
            </div>
          </td>
        </tr>
      ) : (
        <tr>
          <th scope="row">{what}</th>
          <td>{who}</td>
          <td>
            <AuditTarget entry={entry} />
          </td>
          <td>
            <AuditOutcomeBadge outcome={entry.outcome} />
          </td>
          <td>
            <TimeAgo at={entry.at} />
          </td>
          <td className="mono">{entry.address ?? <span className="soft">–</span>}</td>
          <td className={styles.why}>
            {entry.detail === null ? (
              <span className="soft">–</span>
            ) : (
              <span className={styles.cut} title={entry.detail}>
                {entry.detail}
              </span>
            )}
          </td>
        </tr>
      )}
      {open && (
        <tr className={styles.details}>
          <td colSpan={narrow ? 2 : 7}>
            <AuditDetails entry={entry} />
          </td>
        </tr>
      )}
    </>
  );
}

function Actor({ entry: { actor, actorKind }, filter }: { entry: AuditEntry; filter: AuditFilter }) {
  if (actor === null)
    return <span className="soft">{actorKind === 'environment' ? 'the environment' : 'nobody known'}</span>;
  return (
    <Link to="/audit" search={{ ...filter, actor }} className={styles.cut ?? ''} title={`What ${actor} did`}>
      {actor}
    </Link>
  );
}
