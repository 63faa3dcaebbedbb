import type { User } from '@app/api-client';
import { Button, NativeSelect } from '@mantine/core';
import { IconCircleCheck, IconCircleOff, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { DeleteQuestion } from '../../../shared/feedback/delete-question';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { notify } from '../../../shared/feedback/notify';
import { ROLE_WORDS, ROLES } from '../../account/permissions';
import { useDeleteUser, useUpdateUser } from '../api/users';
import styles from './users.module.css';

interface UserSettingsProps {
  user: User;
  isSelf: boolean;
  /** Whoever nobody can do without: says why role, state and deletion are closed. */
  isLast: boolean;
  onDeleted: () => void;
}

/** Role and state of a user, and the end of it. */
export function UserSettings({ user, isSelf, isLast, onDeleted }: UserSettingsProps) {
  const [asking, setAsking] = useState(false);
  const update = useUpdateUser(user.id);
  const remove = useDeleteUser(user.id);
  const isDisabled = user.disabledAt !== null;
  const change = (body: Parameters<typeof update.mutate>[0], title: string, details: string[] = []) =>
    update.mutate(body, { onSuccess: () => notify({ about: `user ${user.id}`, title, details }) });
  return (
    <section className={styles.panel} aria-labelledby="settings-title">
      <h2 id="settings-title">Role and state</h2>
      {isLast && (
        <p>
          This is the last administrator who is not disabled: make another one first, so that somebody can still manage
          users.
        </p>
      )}
      {user.issuer !== null && (
        <p>
          <span className="mono">{user.issuer}</span> says which role {user.name} has, and checks the password.
        </p>
      )}
      {isSelf && !isLast && user.issuer === null && (
        <p>This is you: with less than administrator you could not come back to this page.</p>
      )}
      <div className={styles.row}>
        <NativeSelect
          size="xs"
          label="Role"
          data={[...ROLES]}
          value={user.role}
          disabled={isLast || user.issuer !== null || update.isPending}
          description={ROLE_WORDS[user.role]}
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={(event) => {
            const role = ROLES.find((one) => one === event.currentTarget.value);
            if (role !== undefined) change({ role }, `${user.name} is now ${role}`);
          }}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={isDisabled ? <IconCircleCheck size={15} /> : <IconCircleOff size={15} />}
          disabled={isLast}
          loading={update.isPending}
          onClick={() =>
            isDisabled
              ? change({ disabled: false }, `Enabled ${user.name}`)
              : change({ disabled: true }, `Disabled ${user.name}`, ['All sign-ins have ended; tokens do not work.'])
          }
        >
          {isDisabled ? 'Enable' : 'Disable'}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={15} />}
          disabled={isLast}
          onClick={() => setAsking(true)}
        >
          Delete…
        </Button>
      </div>
      {update.error && <ErrorNotice error={update.error} onDismiss={() => update.reset()} />}
      {asking && (
        <DeleteQuestion
          label="Delete this user"
          isPending={remove.isPending}
          error={remove.error}
          onDelete={() => remove.mutate(undefined, { onSuccess: onDeleted })}
          onCancel={() => {
            setAsking(false);
            remove.reset();
          }}
        >
          Delete <strong>{user.name}</strong> with all sign-ins and tokens? What the audit says about them stays.
        </DeleteQuestion>
      )}
    </section>
  );
}
