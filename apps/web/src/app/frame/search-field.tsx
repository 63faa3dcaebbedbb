import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useCommands } from '../../shared/commands/use-commands';
import styles from './frame.module.css';

/** Finds records by a part of their id; `/` jumps into it. */
export function SearchField() {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useCommands('Go to', [
    { id: 'search', label: 'Search', keys: ['/'], run: () => field.current?.focus(), keyOnly: true },
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const search = text.trim();
    setText('');
    field.current?.blur();
    void navigate({ to: '/processes', search: search === '' ? {} : { search } });
  };
  return (
    <search className={styles.search}>
      <form onSubmit={submit}>
        <TextInput
          ref={field}
          size="xs"
          aria-label="Find a process by its id"
          placeholder="Find a process"
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={<Kbd size="xs">/</Kbd>}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
        />
      </form>
    </search>
  );
}
