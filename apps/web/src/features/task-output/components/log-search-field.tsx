import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconLetterCase } from '@tabler/icons-react';
import type { KeyboardEvent, Ref } from 'react';
import { LOG_KEYS } from '../log-keys';
import styles from './output.module.css';
import type { LogSearchState } from './use-log-search';

const KEYS = LOG_KEYS.map(({ keys, does }) => `${keys}: ${does}`).join('\n');

/** Looks for text in the whole output, on the server. */
export function LogSearchField({ search, field }: { search: LogSearchState; field: Ref<HTMLInputElement> }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') search.step(event.shiftKey ? 'previous' : 'next');
    if (event.key === 'Escape') search.setText('');
  };
  return (
    <span className={styles.searching}>
      <TextInput
        ref={field}
        size="xs"
        className={styles.search}
        aria-label="Search in the output"
        placeholder="Search"
        title={KEYS}
        maxLength={200}
        value={search.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon
        size={26}
        variant={search.matchCase ? 'light' : 'subtle'}
        aria-label="Match case"
        aria-pressed={search.matchCase}
        onClick={() => search.setMatchCase(!search.matchCase)}
      >
        <IconLetterCase size={15} />
      </ActionIcon>
      {search.text !== '' && (
        <>
          <ActionIcon size={26} variant="subtle" aria-label="Previous match" onClick={() => search.step('previous')}>
            <IconChevronUp size={15} />
          </ActionIcon>
          <ActionIcon size={26} variant="subtle" aria-label="Next match" onClick={() => search.step('next')}>
            <IconChevronDown size={15} />
          </ActionIcon>
          <span role="status" className="soft tabular nowrap">
            {search.words}
          </span>
        </>
      )}
    </span>
  );
}
