import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { notify } from '../../../shared/feedback/notify';
import { fieldProblem } from '../../../shared/request/request-error';
import { usePutSecret } from '../api/secrets';
import styles from './secrets.module.css';

interface PutSecretProps {
  /** The secret that gets another value; null for a new one. */
  name: string | null;
  /** Names that are taken. */
  taken: readonly string[];
  onDone: () => void;
}

/** A value for a secret, old or new. */
export function PutSecret({ name: given, taken, onDone }: PutSecretProps) {
  const [typed, setTyped] = useState('');
  const [value, setValue] = useState('');
  const put = usePutSecret();
  const name = given ?? typed;
  const isTaken = given === null && taken.includes(typed);
  const nameProblem = isTaken ? 'There is one of this name: give that another value' : fieldProblem(put.error, 'name');
  const valueProblem = fieldProblem(put.error, 'value');
  const title = given === null ? 'New secret' : `New value of ${given}`;
  return (
    <section
      className={styles.panel}
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && !put.isPending && onDone()}
    >
      <h2>{title}</h2>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isTaken) return;
          put.mutate(
            { name, value },
            {
              onSuccess: ({ message, warning }) => {
                notify({
                  title: `${name}: ${message}`,
                  details: warning === null ? [] : [warning],
                  stays: warning !== null,
                });
                onDone();
              },
            },
          );
        }}
      >
        {given === null && (
          <TextInput
            size="xs"
            label="Name"
            description="Letters, digits and _: it becomes a variable in the environment of commands"
            autoComplete="off"
            autoFocus
            required
            withAsterisk={false}
            maxLength={100}
            value={typed}
            error={nameProblem}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Textarea
          size="xs"
          label="Value"
          description="It is encrypted and never shown again; commands get it from their next attempt on"
          autoComplete="off"
          autoFocus={given !== null}
          spellCheck={false}
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxRows={8}
          value={value}
          error={valueProblem}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        {put.error && fieldProblem(put.error, 'name') === undefined && valueProblem === undefined && (
          <ErrorNotice error={put.error} />
        )}
        <div className={styles.buttons}>
          <Button size="xs" type="submit" disabled={isTaken} loading={put.isPending}>
            {given === null ? 'Make the secret' : 'Replace the value'}
          </Button>
          <Button size="xs" variant="default" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </form>
    </section>
  );
}
