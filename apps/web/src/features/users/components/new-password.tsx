import type { User } from '@app/api-client';
import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { notify } from '../../../shared/feedback/notify';
import { fieldProblem } from '../../../shared/request/request-error';
import { useUpdateUser } from '../api/users';
import styles from './users.module.css';

/** Gives a user another password, e.g. because the old one is forgotten. */
export function NewPassword({ user }: { user: User }) {
  const [password, setPassword] = useState('');
  const update = useUpdateUser(user.id);
  const problem = fieldProblem(update.error, 'password');
  return (
    <section className={styles.panel} aria-labelledby="password-title">
      <h2 id="password-title">New password</h2>
      <p>Ends all sign-ins of {user.name}; tokens go on. At least 8 characters, and none that is well known.</p>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate(
            { password },
            {
              onSuccess: () => {
                setPassword('');
                notify({ title: `${user.name} has a new password` });
              },
            },
          );
        }}
      >
        <PasswordInput
          size="xs"
          miw={220}
          label="Password"
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={password}
          error={problem}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" loading={update.isPending}>
          Set password
        </Button>
      </form>
      {update.error && problem === undefined && <ErrorNotice error={update.error} onDismiss={() => update.reset()} />}
    </section>
  );
}
