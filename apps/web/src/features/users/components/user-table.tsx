import type { User } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { PlainTable } from '../../../shared/table/plain-table';
import { useNarrow } from '../../../shared/table/use-narrow';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { TimeAgo } from '../../../shared/time/time-ago';
import { UserState } from './user-state';
import styles from './users.module.css';

const HEAD = ['User', 'Role', 'State', 'Last sign-in', 'Password changed', 'Created'];
const NARROW_HEAD = ['User', 'State'];

/** All users by name; on a phone name, role and state. */
export function UserTable({ users, ownId }: { users: readonly User[]; ownId: string | undefined }) {
  useRowCommands();
  const narrow = useNarrow();
  return (
    <PlainTable label="Users" head={narrow ? NARROW_HEAD : HEAD}>
      {users.map((user) => {
        const name = (
          <>
            <Link to="/users/$id" params={{ id: user.id }} className={styles.name} title={user.name}>
              {user.name}
            </Link>
            {user.id === ownId && <span className="soft"> (you)</span>}
          </>
        );
        if (narrow)
          return (
            <tr key={user.id} data-row={user.id}>
              <th scope="row" className={styles.two}>
                {name}
                <div className="soft">{user.role}</div>
              </th>
              <td>
                <UserState user={user} />
              </td>
            </tr>
          );
        return (
          <tr key={user.id} data-row={user.id}>
            <th scope="row">{name}</th>
            <td>{user.role}</td>
            <td>
              <UserState user={user} />
            </td>
            <td>
              {user.lastSignInAt === null ? <span className="soft">never</span> : <TimeAgo at={user.lastSignInAt} />}
            </td>
            <td>
              <TimeAgo at={user.passwordChangedAt} />
            </td>
            <td>
              <TimeAgo at={user.createdAt} /> <span className="soft">by {user.createdBy}</span>
            </td>
          </tr>
        );
      })}
    </PlainTable>
  );
}
