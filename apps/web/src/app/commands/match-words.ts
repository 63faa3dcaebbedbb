/**
 * How well a text answers what was typed: all words must be in it, or in what it belongs to. Higher is better, 0 is not
 * at all; the beginning of the text counts most, then the beginning of a word, and least what it belongs to.
 */
export function matchWords(text: string, typed: string, belongsTo = ''): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const [target, aside] = [text.toLowerCase(), belongsTo.toLowerCase()];
  let score = 0;
  for (const word of words) {
    const at = target.indexOf(word);
    if (at === -1 && !aside.includes(word)) return 0;
    score += at === -1 ? 0.6 : at === 0 ? 3 : /[^a-z0-9]/.test(target.charAt(at - 1)) ? 2 : 1;
  }
  return score / words.length;
}

/** An entry, and how well it answers. */
interface Match<Entry> {
  readonly entry: Entry;
  readonly score: number;
}

/** The entries that answer what was typed, the best first, otherwise in their order. */
export function bestMatches<Entry>(
  entries: readonly Entry[],
  textOf: (entry: Entry) => string,
  typed: string,
  { belongsTo = '', limit = entries.length }: { belongsTo?: string; limit?: number } = {},
): Match<Entry>[] {
  return entries
    .map((entry) => ({ entry, score: matchWords(textOf(entry), typed, belongsTo) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}
