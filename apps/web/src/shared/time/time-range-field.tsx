import { NativeSelect, TextInput } from '@mantine/core';
import { fromLocalField, type Span, type TimeRange, toLocalField } from './time-range';

interface TimeRangeFieldProps {
  /** What the range is about, e.g. `Due`. */
  label: string;
  spans: readonly (readonly [span: Span, words: string])[];
  range: TimeRange;
  onChange: (range: TimeRange) => void;
}

const ANY = '';
const EXACT = 'exact';

/** A span around now, or two ends. */
export function TimeRangeField({ label, spans, range, onChange }: TimeRangeFieldProps) {
  const { when, from, to } = range;
  const isExact = when === undefined && (from !== undefined || to !== undefined);
  const choose = (value: string) => {
    if (value === EXACT)
      onChange({ when: undefined, from: new Date().toISOString().replace(/\d\d\.\d{3}Z$/, '00.000Z'), to: undefined });
    else onChange({ when: spans.find(([span]) => span === value)?.[0], from: undefined, to: undefined });
  };
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={`${label} when`}
        value={isExact ? EXACT : (when ?? ANY)}
        data={[
          { value: ANY, label: `${label} any time` },
          ...spans.map(([value, words]) => ({ value, label: words })),
          { value: EXACT, label: `${label} between …` },
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {isExact && (
        <>
          <TextInput
            size="xs"
            type="datetime-local"
            aria-label={`${label} from`}
            value={toLocalField(from)}
            onChange={(event) => onChange({ when: undefined, from: fromLocalField(event.currentTarget.value), to })}
          />
          <TextInput
            size="xs"
            type="datetime-local"
            aria-label={`${label} before`}
            value={toLocalField(to)}
            onChange={(event) => onChange({ when: undefined, from, to: fromLocalField(event.currentTarget.value) })}
          />
        </>
      )}
    </>
  );
}
