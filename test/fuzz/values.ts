import type { SeededRandom } from '../chaos/seeded-random';

/** Texts that mean something to a shell, a URL, a file system, SQL or JSON; `CANARY` stands for the file to make. */
const TRAPS = [
  '$(touch CANARY)',
  '`touch CANARY`',
  '; touch CANARY;',
  '& touch CANARY &',
  '| touch CANARY',
  '|| touch CANARY',
  '&& touch CANARY',
  '\ntouch CANARY\n',
  '\r\ntouch CANARY\r\n',
  "'; touch CANARY; '",
  '"; touch CANARY; "',
  '\\"; touch CANARY; \\"',
  "'\\''; touch CANARY; '\\''",
  '${x:-$(touch CANARY)}',
  '$((`touch CANARY`))',
  '<(touch CANARY)',
  '> CANARY',
  '>>CANARY',
  '() { :;}; touch CANARY',
  '}\ntouch CANARY\n{',
  'EOF\ntouch CANARY\nEOF',
  '%0atouch%20CANARY%0a',
  '%00',
  '%2e%2e%2f',
  '../../../../CANARY',
  '..\\..\\CANARY',
  '/etc/passwd',
  '-o CANARY',
  '--output=CANARY',
  '*',
  '?',
  '~',
  '{a,b}',
  '!!',
  '$IFS',
  '$PATH',
  '#',
  "' OR 1=1; COPY (SELECT 1) TO PROGRAM 'touch CANARY' --",
  '{"$sealed":"v1.0123456789ab.AAAA"}',
  '{{7*7}}',
  '__proto__',
  'constructor',
  '••••',
] as const;

const LETTERS = [
  'a',
  'Z',
  '0',
  '9',
  '.',
  '_',
  '-',
  ' ',
  '\t',
  '\n',
  '\r',
  '\\',
  '"',
  "'",
  '/',
  ':',
  '=',
  '%',
  '$',
  '\u0000',
];
const UNICODE = [
  'ä',
  'ß',
  '€',
  '名',
  '𝄞',
  '\u200d',
  '\u202e',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '\udc00',
  'é',
  '\u0085',
  '\u2028',
];
const LONG = [1_000, 10_000, 99_999, 100_000, 100_001, 131_072];

/** A text made of traps, odd letters, Unicode and lengths at the limits. */
export function fuzzedText(random: SeededRandom, canary: string): string {
  const parts = Array.from({ length: wholeNumber(random, 1, 4) }, () => {
    switch (wholeNumber(random, 0, 9)) {
      case 0:
        return word(random, LETTERS);
      case 1:
        return word(random, UNICODE);
      case 2:
        return wholeNumber(random, 0, 19) === 0
          ? random.pick(["'", 'x', '\n', '$(', '€']).repeat(random.pick(LONG))
          : '';
      case 3:
        return String.fromCharCode(wholeNumber(random, 0, 127));
      default:
        return random.pick(TRAPS).replaceAll('CANARY', canary);
    }
  });
  return parts.join(random.pick(['', ' ', '\n', 'x']));
}

function word(random: SeededRandom, letters: readonly string[]): string {
  return Array.from({ length: wholeNumber(random, 1, 12) }, () => random.pick(letters)).join('');
}

function wholeNumber(random: SeededRandom, min: number, max: number): number {
  return min + Math.floor(random.next() * (max - min + 1));
}
