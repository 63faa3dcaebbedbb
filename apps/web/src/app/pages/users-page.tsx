import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { accountQuery } from '../../features/account/api/get-account';
import { NeedsRole } from '../../features/account/components/needs-role';
import { userListQuery } from '../../features/users/api/users';
import { NewUser } from '../../features/users/components/new-user';
import { UserTable } from '../../features/users/components/user-table';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { notify } from '../../shared/feedback/notify';
import page from './page.module.css';

const route = getRouteApi('/users');

export function UsersPage() {
  return (
    <NeedsRole permission="manage-access" doing="Managing users">
      <Users />
    </NeedsRole>
  );
}

function Users() {
  const { new: isNew } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: account } = useQuery(accountQuery);
  const { data, error, refetch } = useQuery(userListQuery);
  const close = () => void navigate({ search: {}, replace: true });
  return (
    <div className={page.page}>
      <title>Users · Process Orchestrator</title>
      <div className={page.head}>
        <h1>Users {data && <span className={page.count}>{data.length}</span>}</h1>
        {!isNew && (
          <Button
            size="xs"
            leftSection={<IconPlus size={15} />}
            renderRoot={(props) => <Link to="/users" search={{ new: true }} {...props} />}
          >
            New user
          </Button>
        )}
      </div>
      {isNew && (
        <NewUser
          onCancel={close}
          onCreated={(user) => {
            notify({ title: `Created ${user.name}, ${user.role}` });
            close();
          }}
        />
      )}
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={160} radius="md" />}
      {data && <UserTable users={data} ownId={account?.userId} />}
    </div>
  );
}
