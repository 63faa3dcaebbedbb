import type { SecretNames } from '@app/process-types';
import { isSealed } from '@app/secrets';

/** What stands in place of a secret value wherever it would be shown. */
export const SECRET_MASK = '••••';

export type InputData = Readonly<Record<string, unknown>>;

/** The stored input as an object, null when there is none; a text that is no JSON object stands under `raw`. */
export function readInput(stored: string | null): InputData | null {
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as InputData;
  } catch {
    // Falls through: the database may hold input that another program wrote.
  }
  return { raw: stored };
}

/** The input with the values of the secret parameters masked, and all that are encrypted. */
export function maskSecrets(input: InputData | null, secretNames: SecretNames): InputData | null {
  return input && mapEntries(input, (name, value) => (isSealed(value) || secretNames.has(name) ? SECRET_MASK : value));
}

/** The input with masked values replaced by those of `stored`: a client sends back what it was shown. */
export function unmaskSecrets(input: InputData, stored: InputData | null, secretNames: SecretNames): InputData {
  return mapEntries(input, (name, value) => (keepsSecret(name, input, stored, secretNames) ? stored?.[name] : value));
}

/** The secrets of `stored` that `input` takes over: those that it has masked. */
export function keptSecrets(input: InputData, stored: InputData | null, secretNames: SecretNames): string[] {
  return Object.keys(input).filter((name) => keepsSecret(name, input, stored, secretNames));
}

function keepsSecret(name: string, input: InputData, stored: InputData | null, secretNames: SecretNames): boolean {
  return input[name] === SECRET_MASK && secretNames.has(name) && stored !== null && Object.hasOwn(stored, name);
}

function mapEntries(input: InputData, map: (name: string, value: unknown) => unknown): InputData {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, map(name, value)]));
}
