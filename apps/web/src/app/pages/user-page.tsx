import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { accountQuery } from '../../features/account/api/get-account';
import { NeedsRole } from '../../features/account/components/needs-role';
import { TokenList } from '../../features/account/components/token-list';
import { userListQuery, userQuery } from '../../features/users/api/users';
import { NewPassword } from '../../features/users/components/new-password';
import { UserSettings } from '../../features/users/components/user-settings';
import { UserSignIns } from '../../features/users/components/user-sign-ins';
import { UserState } from '../../features/users/components/user-state';
import styles from '../../features/users/components/users.module.css';
import { isLastAdministrator } from '../../features/users/last-administrator';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { notify } from '../../shared/feedback/notify';
import { isNotFound } from '../../shared/request/request-error';
import { TimeAgo } from '../../shared/time/time-ago';
import page from './page.module.css';

const route = getRouteApi('/users/$id');

export function UserPage() {
  return (
    <NeedsRole permission="manage-access" doing="Managing users">
      <OneUser />
    </NeedsRole>
  );
}

function OneUser() {
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const { data: account } = useQuery(accountQuery);
  const { data: user, error, refetch } = useQuery(userQuery(id));
  const { data: users } = useQuery(userListQuery);
  if (isNotFound(error))
    return <EmptyState isPage title="There is no such user" actions={<Link to="/users">All users</Link>} />;
  const isSelf = account?.userId === id;
  return (
    <div className={page.page}>
      <title>{`${user ? `${user.name} · ` : ''}Users · Process Orchestrator`}</title>
      <h1 className={page.title}>{user?.name ?? 'User'}</h1>
      {error && user === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && user === undefined && <Skeleton height={320} radius="md" />}
      {user && (
        <>
          <p className={styles.facts}>
            <UserState user={user} />
            <span>{user.role}</span>
            <span>last sign-in {user.lastSignInAt === null ? 'never' : <TimeAgo at={user.lastSignInAt} />}</span>
            <span>
              created <TimeAgo at={user.createdAt} /> by {user.createdBy}
            </span>
            <Link to="/audit" search={{ actor: user.name }}>
              What {user.name} did
            </Link>
          </p>
          <UserSettings
            user={user}
            isSelf={isSelf}
            isLast={users !== undefined && isLastAdministrator(user, users)}
            onDeleted={() => {
              notify({ title: `Deleted ${user.name}` });
              void navigate({ to: '/users' });
            }}
          />
          {isSelf && user.issuer === null && (
            <p className={page.hint}>
              Your own password is changed on <Link to="/account">your account page</Link>.
            </p>
          )}
          {!isSelf && user.issuer === null && <NewPassword user={user} />}
          <section className={page.section} aria-labelledby="sign-ins-title">
            <h2 id="sign-ins-title">Signed in</h2>
            <UserSignIns user={user} />
          </section>
          <section className={page.section} aria-labelledby="tokens-title">
            <h2 id="tokens-title">API tokens</h2>
            <TokenList label={`Tokens of ${user.name}`} userId={user.id} />
          </section>
        </>
      )}
    </div>
  );
}
