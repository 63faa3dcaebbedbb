import type { ApiToken } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DeleteQuestion } from '../../../shared/feedback/delete-question';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { PlainTable } from '../../../shared/table/plain-table';
import { useNarrow } from '../../../shared/table/use-narrow';
import { useCoarseNow } from '../../../shared/time/ticker';
import { TimeAgo } from '../../../shared/time/time-ago';
import { tokensQuery, useRevokeToken } from '../api/tokens';
import { expiryState } from '../token-expiry';
import styles from './account.module.css';

const HEAD = ['Name', 'Role', 'Last used', 'Ends', 'Created', 'Actions'];
const NARROW_HEAD = ['Name', 'Actions'];

/** The tokens of a user (the own ones without `userId`), and their end. */
export function TokenList({ label, userId }: { label: string; userId?: string }) {
  const { data, error, refetch } = useQuery(tokensQuery(userId));
  const narrow = useNarrow();
  const [asked, setAsked] = useState<ApiToken | null>(null);
  const revoke = useRevokeToken();
  const close = () => {
    setAsked(null);
    revoke.reset();
  };
  if (error && data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={80} radius="md" />;
  if (data.length === 0) return <p className={styles.hint}>No tokens.</p>;
  return (
    <>
      {asked && (
        <DeleteQuestion
          label="Revoke this token"
          verb="Revoke"
          isPending={revoke.isPending}
          error={revoke.error}
          onDelete={() => revoke.mutate(asked.id, { onSuccess: close })}
          onCancel={close}
        >
          Revoke the token <strong>{asked.name}</strong>? Whatever uses it is refused from then on.
        </DeleteQuestion>
      )}
      <PlainTable label={label} head={narrow ? NARROW_HEAD : HEAD}>
        {data.map((token) => (
          <tr key={token.id}>
            <th scope="row">
              <span className={styles.cut} title={token.name}>
                {token.name}
              </span>
              {narrow && (
                <div className={`soft ${styles.facts}`}>
                  {token.role}, used <LastUse token={token} />, ends <TokenEnd expiresAt={token.expiresAt} />
                </div>
              )}
            </th>
            {!narrow && <TokenFacts token={token} />}
            <td>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Revoke ${token.name}`}
                onClick={() => setAsked(token)}
              >
                Revoke…
              </Button>
            </td>
          </tr>
        ))}
      </PlainTable>
    </>
  );
}

function TokenFacts({ token }: { token: ApiToken }) {
  return (
    <>
      <td>{token.role}</td>
      <td>
        <LastUse token={token} />
        {token.lastUsedAddress !== null && <span className="soft mono"> {token.lastUsedAddress}</span>}
      </td>
      <td>
        <TokenEnd expiresAt={token.expiresAt} />
      </td>
      <td>
        <TimeAgo at={token.createdAt} />
      </td>
    </>
  );
}

function LastUse({ token: { lastUsedAt } }: { token: ApiToken }) {
  return lastUsedAt === null ? <span className="soft">never</span> : <TimeAgo at={lastUsedAt} />;
}

function TokenEnd({ expiresAt }: { expiresAt: string | null }) {
  const state = expiryState(expiresAt, useCoarseNow());
  if (expiresAt === null) return <span className="soft">never</span>;
  return (
    <span className={styles.end} data-state={state}>
      {state === 'ended' && 'ended '}
      <TimeAgo at={expiresAt} />
    </span>
  );
}
