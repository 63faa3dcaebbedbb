import type { User } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { SignInList } from '../../account/components/sign-in-list';
import { useEndSignInsOf, userSignInsQuery } from '../api/user-sign-ins';

/** Where a user is signed in, and the end of all that. */
export function UserSignIns({ user }: { user: User }) {
  const { data, error, refetch } = useQuery(userSignInsQuery(user.id));
  const end = useEndSignInsOf(user.id);
  if (error && data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={80} radius="md" />;
  return (
    <>
      {end.error && <ErrorNotice error={end.error} onDismiss={() => end.reset()} />}
      <SignInList label={`Sign-ins of ${user.name}`} signIns={data} />
      {data.length > 0 && (
        <div>
          <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            End all sign-ins of {user.name}
          </Button>
        </div>
      )}
    </>
  );
}
