/** The variable of a named secret when the definition names none; for files as images of databases and others have it. */
export function defaultVariable(name: string, as: string): string {
  return as === 'file' ? `${name}_FILE` : name;
}
