import type { SignIn } from '@app/api-client';
import { Badge, Button } from '@mantine/core';
import { PlainTable } from '../../../shared/table/plain-table';
import { useNarrow } from '../../../shared/table/use-narrow';
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
  const narrow = useNarrow();
  if (signIns.length === 0) return <p className={styles.hint}>Not signed in anywhere.</p>;
  const facts = narrow ? [] : ['Address', 'Last seen', 'Signed in', 'Ends'];
  return (
    <PlainTable label={label} head={['Browser', ...facts, ...(onEnd ? ['Actions'] : [])]}>
      {signIns.map((signIn) => (
        <tr key={signIn.id}>
          <th scope="row" title={signIn.userAgent ?? undefined}>
            <span className={styles.cut}>{browserWords(signIn.userAgent)}</span>{' '}
            {signIn.isThisOne && (
              <Badge size="sm" variant="light" radius="sm" miw="max-content">
                this one
              </Badge>
            )}
            {narrow && (
              <div className={`soft ${styles.facts}`}>
                {signIn.address}, seen <TimeAgo at={signIn.lastSeenAt} />
              </div>
            )}
          </th>
          {!narrow && <SignInFacts signIn={signIn} />}
          {onEnd && (
            <td>
              {!signIn.isThisOne && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`End the sign-in of ${browserWords(signIn.userAgent)} at ${signIn.address}`}
                  loading={ending === signIn.id}
                  onClick={() => onEnd(signIn.id)}
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

function SignInFacts({ signIn }: { signIn: SignIn }) {
  return (
    <>
      <td className="mono">{signIn.address}</td>
      <td>
        <TimeAgo at={signIn.lastSeenAt} />
      </td>
      <td>
        <TimeAgo at={signIn.createdAt} />
      </td>
      <td>
        <TimeAgo at={signIn.expiresAt} />
      </td>
    </>
  );
}
