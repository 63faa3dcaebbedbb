import { Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountQuery } from '../../features/account/api/get-account';
import { useSignOut } from '../../features/account/api/sign-out';
import { May } from '../../features/account/components/may';
import { notifyFailure } from '../../shared/feedback/notify';
import { ACCESS_ITEMS } from './nav-items';

/** Who is signed in, the own account, and the way out. HTTP Basic and tokens have none: the browser sends them by itself. */
export function AccountItems() {
  const { data: account } = useQuery(accountQuery);
  const signOut = useSignOut();
  // The bar at the bottom of a phone has no room for these.
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  if (account === undefined) return null;
  return (
    <>
      {narrow && (
        <May do="manage-access">
          <Menu.Divider />
          {ACCESS_ITEMS.map(({ to, label, icon: Icon }) => (
            <Menu.Item
              key={to}
              leftSection={<Icon size={15} aria-hidden />}
              renderRoot={(props) => <Link to={to} {...props} />}
            >
              {label}
            </Menu.Item>
          ))}
        </May>
      )}
      <Menu.Divider />
      <Menu.Label>
        {account.name}, {account.role}
      </Menu.Label>
      <Menu.Item
        leftSection={<IconUserCircle size={15} aria-hidden />}
        renderRoot={(props) => <Link to="/account" {...props} />}
      >
        Your account
      </Menu.Item>
      {account.via === 'sign-in' && (
        <Menu.Item
          leftSection={<IconLogout size={15} aria-hidden />}
          onClick={() => signOut.mutate(undefined, { onError: (error) => notifyFailure('Not signed out', error) })}
        >
          Sign out
        </Menu.Item>
      )}
    </>
  );
}
