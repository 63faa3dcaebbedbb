/**
 * A value as one word of POSIX shell code: between single quotes nothing is special but the quote itself.
 * @param value any text without NUL
 */
export function shellQuote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
