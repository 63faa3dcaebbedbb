import type { AuditEntry } from '@app/api-client';
import { CopyButton } from '../../../shared/text/copy-button';
import { formatInstant, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import styles from './audit.module.css';

/** All that is known about an entry. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const [utc] = useTimesInUtc();
  const { at, detail, method, path, status, address, requestId, action, id } = entry;
  const request = method === null ? null : `${method} ${path ?? ''}`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['When', formatInstant(at, utc)],
    ['Why', detail],
    ['Request', request],
    ['Answer', status === null ? null : String(status)],
    ['From', address],
    ['Operation', action],
    ['Entry', String(id)],
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      {requestId !== null && (
        <div>
          <dt>Request id</dt>
          <dd>
            <span className="mono">{requestId}</span> <CopyButton text={requestId} what="request id" />
          </dd>
        </div>
      )}
    </dl>
  );
}
