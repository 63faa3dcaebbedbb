import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { notify } from '../../../shared/feedback/notify';
import { fieldProblem } from '../../../shared/request/request-error';
import { useChangePassword } from '../api/change-password';
import styles from './account.module.css';

/** A new password, with the present one. */
export function PasswordForm({ name }: { name: string }) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [repeated, setRepeated] = useState('');
  const change = useChangePassword();
  const differs = repeated !== '' && repeated !== newPassword;
  const problem = (field: string) => fieldProblem(change.error, field);
  const isOfField = problem('currentPassword') !== undefined || problem('newPassword') !== undefined;
  const submit = () =>
    change.mutate(
      { currentPassword, newPassword },
      {
        onSuccess: () => {
          setCurrent('');
          setNew('');
          setRepeated('');
          notify({ title: 'Password changed', details: ['Your other sign-ins have ended.'] });
        },
      },
    );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (newPassword === repeated) submit();
      }}
    >
      {/* Tells password managers whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <PasswordInput
        label="Present password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={currentPassword}
        error={problem('currentPassword')}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        description="At least 8 characters, and none that is well known"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={newPassword}
        error={problem('newPassword')}
        onChange={(event) => setNew(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password again"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={repeated}
        error={differs && 'is different'}
        onChange={(event) => setRepeated(event.currentTarget.value)}
      />
      {change.error && !isOfField && <ErrorNotice error={change.error} />}
      <div>
        <Button size="xs" type="submit" disabled={differs} loading={change.isPending}>
          Change password
        </Button>
      </div>
    </form>
  );
}
