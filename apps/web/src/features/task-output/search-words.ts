/** What a search found so far: `3 of 1,204`, `3 of 1,204, counting…`, `Searching from line 40,001…`, `No match`. */
export function searchWords(
  found:
    | { readonly line: number; readonly position: number; readonly count: number; readonly nextLine: number | null }
    | { readonly line: null; readonly nextLine: number | null },
): string {
  if (found.line === null)
    return found.nextLine === null ? 'No match' : `Searching from line ${grouped(found.nextLine)}…`;
  return `${grouped(found.position)} of ${grouped(found.count)}${found.nextLine === null ? '' : ', counting…'}`;
}

function grouped(number: number): string {
  return number.toLocaleString('en');
}
