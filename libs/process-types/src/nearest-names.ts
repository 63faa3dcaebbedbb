/** As short as this, a name that contains another one says nothing about it. */
const MIN_CONTAINED_LENGTH = 4;

/**
 * The names that somebody who wrote `written` is likely to have meant, best first: the same letters in another style
 * (`timeout_minutes`), few wrong ones (`comand`), or one that has it as a part (`retries` of `maxRetries`). Empty when
 * none is near.
 */
export function nearestNames(written: string, known: readonly string[]): string[] {
  const word = plain(written);
  const rated = known.map((name) => ({ name, distance: distanceOf(word, plain(name)) }));
  const best = Math.min(...rated.map(({ distance }) => distance));
  return Number.isFinite(best) ? rated.filter(({ distance }) => distance === best).map(({ name }) => name) : [];
}

/** `Did you mean a or b? `, or nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const names = nearestNames(written, known);
  return names.length === 0 ? '' : `Did you mean ${names.join(' or ')}? `;
}

function distanceOf(written: string, name: string): number {
  // A third of the letters may be wrong: `cmd` is not near `env`, `enviroment` is near `environment`.
  const limit = Math.floor(Math.max(written.length, name.length) / 3);
  const edits = Math.abs(written.length - name.length) > limit ? Number.POSITIVE_INFINITY : editsBetween(written, name);
  if (edits <= limit) return edits;
  const [short, long] = written.length < name.length ? [written, name] : [name, written];
  const isPart = short.length >= MIN_CONTAINED_LENGTH ? long.includes(short) : short !== '' && long.startsWith(short);
  return isPart ? limit + 1 : Number.POSITIVE_INFINITY;
}

/** Letters to insert, remove or replace, and neighbours to swap (optimal string alignment). */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');
