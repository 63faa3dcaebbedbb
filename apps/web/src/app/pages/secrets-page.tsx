import type { ListedSecret } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NeedsRole } from '../../features/account/components/needs-role';
import { secretListQuery, useDeleteSecret } from '../../features/secrets/api/secrets';
import { PutSecret } from '../../features/secrets/components/put-secret';
import { SecretTable } from '../../features/secrets/components/secret-table';
import { DeleteQuestion } from '../../shared/feedback/delete-question';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

export function SecretsPage() {
  return (
    <NeedsRole permission="manage-access" doing="Managing secrets">
      <Secrets />
    </NeedsRole>
  );
}

/** What is being done: a value given (`name` null: to a new secret), or a deletion asked about. */
type Doing = { readonly kind: 'put'; readonly name: string | null } | { readonly kind: 'delete'; secret: ListedSecret };

function Secrets() {
  const { data, error, refetch } = useQuery(secretListQuery);
  const [doing, setDoing] = useState<Doing | null>(null);
  const remove = useDeleteSecret();
  const close = () => {
    setDoing(null);
    remove.reset();
  };
  const makeOne = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setDoing({ kind: 'put', name: null })}>
      New secret
    </Button>
  );
  return (
    <div className={page.page}>
      <title>Secrets · Process Orchestrator</title>
      <div className={page.head}>
        <h1>Secrets {data && <span className={page.count}>{data.length}</span>}</h1>
        {data && data.length > 0 && doing?.kind !== 'put' && makeOne}
      </div>
      {doing?.kind === 'put' && (
        <PutSecret key={doing.name} name={doing.name} taken={data?.map(({ name }) => name) ?? []} onDone={close} />
      )}
      {doing?.kind === 'delete' && (
        <DeleteQuestion
          key={doing.secret.name}
          label="Delete this secret"
          isPossible={doing.secret.usedBy.length === 0}
          isPending={remove.isPending}
          error={remove.error}
          onDelete={() => remove.mutate(doing.secret.name, { onSuccess: close })}
          onCancel={close}
        >
          {doing.secret.usedBy.length === 0 ? (
            <>
              Delete <strong>{doing.secret.name}</strong> and its value? Nothing brings it back.
            </>
          ) : (
            <>
              <strong>{doing.secret.name}</strong> has to stay as long as types use it: {doing.secret.usedBy.join(', ')}
              .
            </>
          )}
        </DeleteQuestion>
      )}
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={160} radius="md" />}
      {data?.length === 0 && doing === null && (
        <EmptyState title="No secrets yet" actions={makeOne}>
          A secret has a name and a value that is encrypted, never shown, and masked in what commands print. A task of a
          type gets it by naming it under <code>secrets</code>.
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <SecretTable
          secrets={data}
          onPut={(name) => setDoing({ kind: 'put', name })}
          onDelete={(secret) => setDoing({ kind: 'delete', secret })}
        />
      )}
    </div>
  );
}
