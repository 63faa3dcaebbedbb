import { RE2JS } from 're2js';

const MAX_PATTERN_LENGTH = 500;
/** Steps of the compiled pattern. With the longest value it takes a fifth of a second at the very worst. */
const MAX_PROGRAM_SIZE = 600;
/** Values for which a pattern is declared are at most so long. */
export const MAX_PATTERN_VALUE_LENGTH = 1_024;
const REMEMBERED = 200;

const compiled = new Map<string, RE2JS>();

/** Why a text is no pattern for values, or null. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return `Must have at most ${MAX_PATTERN_LENGTH} characters.`;
  try {
    const size = compile(pattern).programSize();
    return size > MAX_PROGRAM_SIZE
      ? 'Is too complicated: its repetitions make it too large to check values fast.'
      : null;
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return `Must be a regular expression in the syntax of RE2 (no look-around, no back references): ${said}.`;
  }
}

/**
 * Whether the whole value matches. The engine (RE2) takes time in proportion to the length of the value whatever the
 * pattern is: one that an ordinary engine would search for ever cannot hold up the server.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  return compile(pattern).matches(value);
}

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = RE2JS.compile(pattern);
  const oldest = compiled.keys().next();
  if (compiled.size >= REMEMBERED && !oldest.done) compiled.delete(oldest.value);
  compiled.set(pattern, made);
  return made;
}
