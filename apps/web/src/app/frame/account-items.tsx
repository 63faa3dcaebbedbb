import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../features/account/api/get-account';
import { useSignOut } from '../../features/account/api/sign-out';
import { notifyFailure } from '../../shared/feedback/notify';

/** Who is signed in, and the way out. HTTP Basic and tokens have none: the browser sends them by itself. */
export function AccountItems() {
  const { data: account } = useQuery(accountQuery);
  const signOut = useSignOut();
  if (account === undefined) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>
        {account.name}, {account.role}
      </Menu.Label>
      {account.via === 'sign-in' && (
        <Menu.Item
          onClick={() => signOut.mutate(undefined, { onError: (error) => notifyFailure('Not signed out', error) })}
        >
          Sign out
        </Menu.Item>
      )}
    </>
  );
}
