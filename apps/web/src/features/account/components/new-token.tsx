import type { NewApiToken, Role } from '@app/api-client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { fieldProblem } from '../../../shared/request/request-error';
import { CopyButton } from '../../../shared/text/copy-button';
import { serverNow } from '../../../shared/time/clock';
import { useCreateToken } from '../api/tokens';
import { rolesUpTo } from '../permissions';
import { EXPIRIES, expiryAt, USUAL_EXPIRY } from '../token-expiry';
import styles from './account.module.css';

/** Makes a token and shows its secret, once. */
export function NewToken({ ownRole }: { ownRole: Role }) {
  const roles = rolesUpTo(ownRole);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number]['value']>(USUAL_EXPIRY);
  const [made, setMade] = useState<NewApiToken | null>(null);
  const create = useCreateToken();
  const problem = fieldProblem(create.error, 'name');
  const submit = () =>
    create.mutate(
      { name: name.trim(), role, expiresAt: expiryAt(expiry, serverNow()) },
      {
        onSuccess: (token) => {
          setMade(token);
          setName('');
          create.reset();
        },
      },
    );
  return (
    <>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          size="xs"
          label="Name of the token"
          placeholder="nightly import"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label="Role"
          data={[...roles]}
          value={role}
          onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? 'viewer')}
        />
        <NativeSelect
          size="xs"
          label="Ends"
          data={EXPIRIES.map(({ value, label }) => ({ value, label }))}
          value={expiry}
          onChange={(event) =>
            setExpiry(EXPIRIES.find(({ value }) => value === event.currentTarget.value)?.value ?? USUAL_EXPIRY)
          }
        />
        <Button size="xs" type="submit" leftSection={<IconPlus size={15} />} loading={create.isPending}>
          Create token
        </Button>
      </form>
      {create.error && problem === undefined && <ErrorNotice error={create.error} onDismiss={() => create.reset()} />}
      {made && (
        <section className={styles.made} aria-label="The new token">
          <p>
            <strong>{made.token.name}</strong> was made. Copy it now: it is not kept and cannot be shown again. Programs
            send it as <code>Authorization: Bearer …</code>.
          </p>
          <span className={styles.secret}>
            <code>{made.secret}</code>
            <CopyButton text={made.secret} what="token" />
          </span>
          <Button size="xs" variant="default" onClick={() => setMade(null)}>
            Done
          </Button>
        </section>
      )}
    </>
  );
}
