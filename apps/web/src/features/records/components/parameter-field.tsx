import type { ProcessParameter } from '@app/api-client';
import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { emptyMeans } from '../parameter-values';

interface ParameterFieldProps {
  parameter: ProcessParameter;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

type FieldElement = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The field for one parameter of a type, as its type and secrecy ask for. */
export function ParameterField({ parameter, value, error, onChange }: ParameterFieldProps) {
  const { name, type, secret, required, description } = parameter;
  const empty = emptyMeans(parameter);
  const common = {
    label: name,
    name,
    description,
    error,
    value,
    withAsterisk: required && parameter.default === null,
    onChange: (event: ChangeEvent<FieldElement>) => onChange(event.currentTarget.value),
  };
  if (secret) return <PasswordInput {...common} placeholder={empty} autoComplete="new-password" />;
  switch (type) {
    case 'string':
      return value.includes('\n') ? (
        <Textarea {...common} autosize maxRows={8} />
      ) : (
        <TextInput {...common} placeholder={empty} autoComplete="off" />
      );
    case 'number':
      return <TextInput {...common} placeholder={empty} inputMode="decimal" autoComplete="off" />;
    case 'boolean':
      return (
        <NativeSelect
          {...common}
          data={[
            { value: '', label: empty === '' ? 'Choose' : empty },
            { value: 'true', label: 'true' },
            { value: 'false', label: 'false' },
          ]}
        />
      );
    default: {
      const unknown: never = type;
      throw new TypeError(`unknown parameter type ${String(unknown)}`);
    }
  }
}
