import type { ProcessParameter } from '@app/api-client';

/** What the form's fields hold, by parameter name. Empty: not given, the default applies. */
export type ParameterValues = Record<string, string>;

/** Fields for the parameters, filled with what a record already has. */
export function initialValues(
  parameters: readonly ProcessParameter[],
  inputData: Readonly<Record<string, unknown>> | null = null,
): ParameterValues {
  return Object.fromEntries(parameters.map(({ name }) => [name, asText(inputData?.[name])]));
}

/** The `inputData` to send: values of the declared types; those that were not given are left out. */
export function toInputData(parameters: readonly ProcessParameter[], values: ParameterValues): Record<string, unknown> {
  const given = parameters.filter(({ name }) => (values[name] ?? '') !== '');
  return Object.fromEntries(given.map(({ name, type }) => [name, convert(type, values[name] ?? '')]));
}

/** What is wrong with a field's value; null when nothing is. */
export function problemOf(parameter: ProcessParameter, value: string): string | null {
  if (value === '') return parameter.required && parameter.default === null ? 'Required' : null;
  // `Number` takes blanks for 0.
  if (parameter.type === 'number' && (value.trim() === '' || !Number.isFinite(Number(value))))
    return 'Must be a number';
  return null;
}

/** Says what applies when the field stays empty. */
export function emptyMeans({ required, default: fallback, secret }: ProcessParameter): string {
  if (fallback !== null) return secret ? 'Default applies' : `Default: ${String(fallback)}`;
  return required ? '' : 'Not set';
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function convert(type: ProcessParameter['type'], value: string): unknown {
  switch (type) {
    case 'string':
      return value;
    case 'number':
      return Number(value);
    case 'boolean':
      return value === 'true';
    default: {
      const unknown: never = type;
      throw new TypeError(`unknown parameter type ${String(unknown)}`);
    }
  }
}
