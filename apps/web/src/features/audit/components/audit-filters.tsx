import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { Span } from '../../../shared/time/time-range';
import { TimeRangeField } from '../../../shared/time/time-range-field';
import { KNOWN_ACTIONS } from '../action-words';
import { type AuditFilter, OUTCOME_WORDS } from '../audit-filter';
import styles from './audit.module.css';

const SPANS: readonly (readonly [Span, string])[] = [
  ['last-1h', 'In the last hour'],
  ['last-24h', 'In the last day'],
  ['last-7d', 'In 7 days'],
];
const OUTCOMES = ['DONE', 'REFUSED', 'DENIED', 'FAILED'] as const;

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

/** Who, what, to what, from where, with which outcome, when. Texts are exact: the index of the audit knows no parts. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  return (
    <search className={styles.filters}>
      <ExactText label="Who" value={filter.actor} onChange={(actor) => onChange({ ...filter, actor })} />
      <NativeSelect
        size="xs"
        aria-label="What"
        value={filter.action ?? ''}
        data={[
          { value: '', label: 'Any action' },
          ...KNOWN_ACTIONS.map(([value, label]) => ({ value, label })),
          ...(filter.action !== undefined && !KNOWN_ACTIONS.some(([name]) => name === filter.action)
            ? [filter.action]
            : []),
        ]}
        onChange={(event) => onChange({ ...filter, action: event.currentTarget.value || undefined })}
      />
      <ExactText label="Target" value={filter.target} onChange={(target) => onChange({ ...filter, target })} />
      <ExactText label="Address" value={filter.address} onChange={(address) => onChange({ ...filter, address })} />
      <NativeSelect
        size="xs"
        aria-label="Outcome"
        value={filter.outcome ?? ''}
        data={[
          { value: '', label: 'Any outcome' },
          ...OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
        ]}
        onChange={(event) =>
          onChange({ ...filter, outcome: OUTCOMES.find((outcome) => outcome === event.currentTarget.value) })
        }
      />
      <TimeRangeField
        label="Done"
        spans={SPANS}
        range={filter}
        onChange={(range) => onChange({ ...filter, ...range })}
      />
      {Object.values(filter).some((value) => value !== undefined) && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

interface ExactTextProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A text that filters when it is finished, by Enter or by leaving the field. */
function ExactText({ label, value = '', onChange }: ExactTextProps) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const id = useId();
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  const finish = () => typed.trim() !== value && onChange(typed.trim() || undefined);
  return (
    <TextInput
      id={id}
      size="xs"
      aria-label={label}
      placeholder={label}
      title="The whole text; Enter filters"
      maxLength={255}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  );
}
