/**
 * How a command ended, in a few words: `exit code 1`, `timed out after 5 s`. What the worker says goes first: of a command
 * that took too long it knows why the signal was sent.
 */
export function endingWords({
  exitCode,
  signal,
  errorMessage,
}: {
  exitCode: number | null;
  signal: string | null;
  errorMessage: string | null;
}): string {
  if (errorMessage !== null && !errorMessage.startsWith('exit code ')) return errorMessage;
  if (signal !== null) return `ended by ${signal}`;
  if (exitCode !== null && exitCode !== 0) return `exit code ${exitCode}`;
  return errorMessage ?? 'failed';
}
