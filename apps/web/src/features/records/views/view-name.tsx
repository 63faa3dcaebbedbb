import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { nameProblem, type RecordView } from './saved-views';
import styles from './views.module.css';

interface ViewNameProps {
  /** The name that the view has; null for a new one. */
  initial: string | null;
  views: readonly RecordView[];
  onSave: (name: string) => void;
  onCancel: () => void;
}

/** Asks for a view's name. */
export function ViewName({ initial, views, onSave, onCancel }: ViewNameProps) {
  const [name, setName] = useState(initial ?? '');
  const [tried, setTried] = useState(false);
  const problem = nameProblem(name, views, initial ?? undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem === null) onSave(name);
  };
  return (
    <form className={styles.name} onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        autoFocus
        aria-label="Name of the view"
        placeholder="Name of the view"
        value={name}
        error={tried && problem}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onCancel();
        }}
      />
      <Button type="submit" size="xs">
        {initial === null ? 'Save' : 'Rename'}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
