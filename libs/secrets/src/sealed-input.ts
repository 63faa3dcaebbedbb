import type { KeyRing } from './key-ring';
import { keyIdOf, openValue } from './sealed-value';
import type { SecretVault } from './secret-vault';

/** Key of the object that stands in a stored input for a value that is encrypted. No user's value is an object. */
const SEALED = '$sealed';

type Input = Readonly<Record<string, unknown>>;

/** Whether a value of a stored input is encrypted. */
export function isSealed(value: unknown): value is { readonly [SEALED]: string } {
  if (typeof value !== 'object' || value === null) return false;
  const names = Object.keys(value);
  return names.length === 1 && names[0] === SEALED && typeof Reflect.get(value, SEALED) === 'string';
}

/** The input of a record with the values that `isSecret` names encrypted. Throws SecretFault. */
export async function sealInput(
  vault: SecretVault,
  recordId: string,
  input: Input,
  isSecret: (name: string) => boolean,
): Promise<Input> {
  const entries = Object.entries(input).map(async ([name, value]) => {
    if (isSealed(value) || !isSecret(name)) return [name, value] as const;
    const text = await vault.seal(JSON.stringify(value), ['input', recordId, name]);
    return [name, { [SEALED]: text }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The values of a record's stored input, decrypted. Throws SecretFault. */
export function openInput(ring: KeyRing, recordId: string, input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      isSealed(value) ? openOne(ring, recordId, name, value) : value,
    ]),
  );
}

/**
 * The stored text of a record's input with its values decrypted; the very text when none is encrypted. `secrets` are the
 * values that were. Throws SecretFault.
 */
export function openInputText(
  ring: KeyRing,
  recordId: string,
  text: string | null,
): { readonly text: string | null; readonly secrets: readonly string[] } {
  const input = readSealed(text);
  if (input === null) return { text, secrets: [] };
  const opened = openInput(ring, recordId, input);
  const secrets = Object.keys(opened).flatMap((name) => (isSealed(input[name]) ? [String(opened[name])] : []));
  return { text: JSON.stringify(opened), secrets };
}

/** The ids of the keys that values of a stored input are encrypted with. Throws SecretFault. */
export function keysOfInput(text: string | null): readonly string[] {
  return Object.values(readSealed(text) ?? {}).flatMap((value) => (isSealed(value) ? [keyIdOf(value[SEALED])] : []));
}

/** The stored input when it has encrypted values; else null, without reading it. */
function readSealed(text: string | null): Input | null {
  if (text === null || !text.includes(`"${SEALED}"`)) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.values(value).some(isSealed) ? (value as Input) : null;
  } catch {
    // Another program wrote it; who needs it says so.
    return null;
  }
}

function openOne(ring: KeyRing, recordId: string, name: string, value: { readonly [SEALED]: string }): unknown {
  return JSON.parse(openValue(ring, value[SEALED], ['input', recordId, name]));
}
