import type { Role, User } from '@app/api-client';
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { fieldProblem } from '../../../shared/request/request-error';
import { ROLE_WORDS, ROLES } from '../../account/permissions';
import { useCreateUser } from '../api/users';
import styles from './users.module.css';

interface NewUserProps {
  onCreated: (user: User) => void;
  onCancel: () => void;
}

/** A new user with a role and a first password. */
export function NewUser({ onCreated, onCancel }: NewUserProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [password, setPassword] = useState('');
  const create = useCreateUser();
  const problem = (field: string) => fieldProblem(create.error, field);
  const isOfField = problem('name') !== undefined || problem('password') !== undefined;
  return (
    <section
      className={styles.panel}
      aria-labelledby="new-user-title"
      onKeyDown={(event) => event.key === 'Escape' && !create.isPending && onCancel()}
    >
      <h2 id="new-user-title">New user</h2>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ name, role, password }, { onSuccess: onCreated });
        }}
      >
        <TextInput
          size="xs"
          label="Name"
          autoComplete="off"
          autoFocus
          required
          withAsterisk={false}
          maxLength={64}
          value={name}
          error={problem('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label="Role"
          data={[...ROLES]}
          value={role}
          onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? 'viewer')}
        />
        <PasswordInput
          size="xs"
          miw={190}
          label="First password"
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={password}
          error={problem('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" loading={create.isPending}>
          Create user
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </form>
      <p>{ROLE_WORDS[role]}. The user can change the password on their account page.</p>
      {create.error && !isOfField && <ErrorNotice error={create.error} />}
    </section>
  );
}
