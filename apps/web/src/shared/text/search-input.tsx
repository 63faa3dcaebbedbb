import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 250;

interface SearchInputProps {
  /** What is searched for now; it may change without typing: back, a link, "Clear filters". */
  value: string;
  label: string;
  placeholder?: string;
  className?: string | undefined;
  /** Hears of it when typing pauses, without spaces around it. */
  onChange: (value: string) => void;
}

/** The search field of a list. */
export function SearchInput({ value, label, placeholder = label, className, onChange }: SearchInputProps) {
  const [text, setText] = useState(value);
  const report = useDebouncedCallback(onChange, TYPING_PAUSE_MS);
  useEffect(() => setText(value), [value]);
  const change = (next: string) => {
    setText(next);
    report(next.trim());
  };
  return (
    <TextInput
      size="xs"
      className={className}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="xs" aria-label="Clear search" onClick={() => change('')} />}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
