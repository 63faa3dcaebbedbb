import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { ownSignInsQuery, useEndOwnSignIn } from '../api/sign-ins';
import { SignInList } from './sign-in-list';

/** The own sign-ins: this one, and others that can be ended. */
export function OwnSignIns() {
  const { data, error, refetch } = useQuery(ownSignInsQuery);
  const end = useEndOwnSignIn();
  if (error && data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={110} radius="md" />;
  return (
    <>
      {end.error && <ErrorNotice error={end.error} onDismiss={() => end.reset()} />}
      <SignInList
        label="Your sign-ins"
        signIns={data}
        onEnd={end.mutate}
        ending={end.isPending ? end.variables : undefined}
      />
    </>
  );
}
