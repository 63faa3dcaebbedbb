import type { FieldIssue, ProcessTypeDefinition } from '@app/process-core';
import { type KeyRing, openInputText, SecretFault } from '@app/secrets';
import type { Checked } from './definition-issue';
import { type ResolvedInput, resolveInputText } from './resolve-input';

/** Reads the inputs of records as they are stored, where the values of secret parameters are encrypted. */
export class StoredInputs {
  constructor(private readonly ring: KeyRing) {}

  /** The text with its values decrypted; the very text when none is encrypted. Throws SecretFault. */
  open(recordId: string, text: string | null): string | null {
    return openInputText(this.ring, recordId, text).text;
  }

  /** What the input means for the commands of a type, or why it does not fit. Never throws. */
  resolve(definition: ProcessTypeDefinition, recordId: string, text: string | null): Checked<ResolvedInput> {
    try {
      const opened = openInputText(this.ring, recordId, text);
      const resolved = resolveInputText(definition, opened.text);
      if (!resolved.ok || opened.secrets.length === 0) return resolved;
      // What was secret when it was stored stays so, whatever the type says now.
      const secrets = [...new Set([...resolved.value.secrets, ...opened.secrets])];
      return { ok: true, value: { ...resolved.value, secrets } };
    } catch (error) {
      if (error instanceof SecretFault)
        return { ok: false, issues: [{ field: 'inputData', message: `Cannot be read: ${error.message}.` }] };
      throw error;
    }
  }

  /** What is wrong with the input; nothing when it fits the type. Never throws. */
  issues(definition: ProcessTypeDefinition, recordId: string, text: string | null): readonly FieldIssue[] {
    const resolved = this.resolve(definition, recordId, text);
    return resolved.ok ? [] : resolved.issues;
  }

  /** Whether two stored inputs of a record have the same values, however these were encrypted. */
  isSame(recordId: string, one: string | null, other: string | null): boolean {
    if (one === other) return true;
    try {
      return this.open(recordId, one) === this.open(recordId, other);
    } catch (error) {
      if (error instanceof SecretFault) return false;
      throw error;
    }
  }
}
