import type { User } from '@app/api-client';
import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './users.module.css';

/** Whether a user may do anything, by colour, shape and word. */
export function UserState({ user: { disabledAt } }: { user: User }) {
  const Icon = disabledAt === null ? IconCircleCheck : IconCircleOff;
  return (
    <span className={styles.state} data-disabled={disabledAt !== null || undefined}>
      <Icon size={15} aria-hidden />
      {disabledAt === null ? (
        'Active'
      ) : (
        <>
          Disabled <TimeAgo at={disabledAt} />
        </>
      )}
    </span>
  );
}
