import { parseLine, plainText } from './parse-line';
import { PLAIN } from './text-style';

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);

it.each([
  ['plain text', 'hello', 'hello'],
  ['a tab', 'a\tb', 'a\tb'],
  ['colours', `${ESC}[32mok${ESC}[0m`, 'ok'],
  ['cursor movement', `${ESC}[2K${ESC}[1Gdone`, 'done'],
  ['a window title', `${ESC}]0;title${BEL}text`, 'text'],
  ['a link', `${ESC}]8;;https://example.org${ESC}\\here${ESC}]8;;${ESC}\\ now`, 'here now'],
  ['a title without an end', `text${ESC}]0;title`, 'text'],
  ['other sequences', `${ESC}[?25l${ESC}(B${ESC}[12;3H${ESC}=a`, 'a'],
  ['bells and NUL', `a${BEL}b${String.fromCharCode(0)}c`, 'abc'],
  ['a lone escape', `a${ESC}`, 'a'],
  ['an unfinished sequence', `a${ESC}[3`, 'a'],
  ['Windows line ends', 'text\r', 'text'],
  ['a progress bar that rewrites its line', '10%\r50%\r100%', '100%'],
  ['one that ends in carriage returns', '10%\r100%\r\r', '100%'],
  ['one that goes to the first column', `10%${ESC}[G50%${ESC}[1G100%`, '100%'],
  ['one that clears its line behind itself', `downloading\r${ESC}[K`, ''],
  ['a turning bar', '|\b/\b-\b\\', '\\'],
])('shows %s as a terminal would', (_case, line, expected) => expect(plainText(line, PLAIN)).toBe(expected));

it('keeps colours and weight until they end, and takes them to the next line', () => {
  const { segments, end } = parseLine(`a${ESC}[1;31mb${ESC}[39mc${ESC}[0md${ESC}[96me`, PLAIN);
  expect(segments.map(({ text, style }) => [text, style.colour, style.bold])).toEqual([
    ['a', null, false],
    ['b', 1, true],
    ['c', null, true],
    ['d', null, false],
    ['e', 14, false],
  ]);
  expect(parseLine('next', end)).toEqual({ segments: [{ text: 'next', style: end }], end });
});

it('keeps the colours of what was rewritten', () => {
  expect(parseLine(`${ESC}[32m10%\r100%`, PLAIN).segments).toEqual([{ text: '100%', style: { ...PLAIN, colour: 2 } }]);
});

it('shows a line of thousands of colours in a bounded number of pieces', () => {
  const line = Array.from({ length: 3000 }, (_, index) => `${ESC}[3${index % 8}mx`).join('');
  const { segments } = parseLine(line, PLAIN);
  expect([segments.length, segments.map(({ text }) => text).join('').length]).toEqual([500, 3000]);
});
