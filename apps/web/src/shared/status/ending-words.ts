/** How a command ended, in a few words: `exit code 1`, `ended by SIGKILL`; the error where there was no such ending. */
export function endingWords(ending: {
  exitCode: number | null;
  signal: string | null;
  errorMessage: string | null;
}): string {
  if (ending.signal !== null) return `ended by ${ending.signal}`;
  if (ending.exitCode !== null && ending.exitCode !== 0) return `exit code ${ending.exitCode}`;
  return ending.errorMessage ?? 'failed';
}
