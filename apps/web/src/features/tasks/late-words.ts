import { endingOf } from './exit-words';

/** What a worker reported after its lease was gone, in words: `succeeded, exit code 0`; null when it reported nothing. */
export function lateWords(result: Readonly<Record<string, unknown>> | null): string | null {
  if (result === null) return null;
  const { outcome, exitCode, signal, errorMessage } = result;
  const ending = endingOf({
    exitCode: typeof exitCode === 'number' ? exitCode : null,
    signal: typeof signal === 'string' ? signal : null,
    errorMessage: typeof errorMessage === 'string' ? errorMessage : null,
  });
  const word = typeof outcome === 'string' ? outcome.toLowerCase().replaceAll('_', ' ') : 'ended';
  return ending === null ? word : `${word}, ${ending}`;
}
