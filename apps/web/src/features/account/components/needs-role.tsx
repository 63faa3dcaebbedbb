import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { accountQuery } from '../api/get-account';
import { mayDo, NEEDED_ROLES, type Permission } from '../permissions';

interface NeedsRoleProps {
  permission: Permission;
  /** What the page does, as the beginning of a sentence: `Creating processes`. */
  doing: string;
  children: ReactNode;
}

/** A page for those who may do what it does; to others it says which role that needs. */
export function NeedsRole({ permission, doing, children }: NeedsRoleProps) {
  const { data: account, error, refetch } = useQuery(accountQuery);
  if (account === undefined && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (account === undefined) return <Skeleton height={320} m={20} radius="md" />;
  if (mayDo(account.role, permission)) return children;
  return (
    <>
      <title>Not allowed · Process Orchestrator</title>
      <EmptyState isPage title="Your role does not allow this" actions={<Link to="/">To the overview</Link>}>
        {doing} needs the role {NEEDED_ROLES[permission]}. You are signed in as {account.name}, {account.role}; an
        administrator can change that.
      </EmptyState>
    </>
  );
}
