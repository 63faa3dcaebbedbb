import type { SignIn } from '@app/api-client';
import { Badge, Button } from '@mantine/core';
import { PlainTable } from '../../../shared/table/plain-table';
import { TimeAgo } from '../../../shared/time/time-ago';
import { browserWords } from '../browser-words';
import styles from './account.module.css';

interface SignInListProps {
  label: string;
  signIns: readonly SignIn[];
  /** Ends one; absent where only all can be ended. */
  onEnd?: (id: string) => void;
  /** The one that is being ended. */
  ending?: string | undefined;
}

/** Where somebody is signed in: with what, from where, since when. */
export function SignInList({ label, signIns, onEnd, ending }: SignInListProps) {
  if (signIns.length === 0) return <p className={styles.hint}>Not signed in anywhere.</p>;
  const head = ['Browser', 'Address', 'Last seen', 'Signed in', 'Ends', ...(onEnd ? ['Actions'] : [])];
  return (
    <PlainTable label={label} head={head}>
      {signIns.map(({ id, userAgent, address, lastSeenAt, createdAt, expiresAt, isThisOne }) => (
        <tr key={id}>
          <th scope="row" title={userAgent ?? undefined}>
            <span className={styles.cut}>{browserWords(userAgent)}</span>{' '}
            {isThisOne && (
              <Badge size="sm" variant="light" radius="sm" miw="max-content">
                this one
              </Badge>
            )}
          </th>
          <td className="mono">{address}</td>
          <td>
            <TimeAgo at={lastSeenAt} />
          </td>
          <td>
            <TimeAgo at={createdAt} />
          </td>
          <td>
            <TimeAgo at={expiresAt} />
          </td>
          {onEnd && (
            <td>
              {!isThisOne && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`End the sign-in of ${browserWords(userAgent)} at ${address}`}
                  loading={ending === id}
                  onClick={() => onEnd(id)}
                >
                  End
                </Button>
              )}
            </td>
          )}
        </tr>
      ))}
    </PlainTable>
  );
}
