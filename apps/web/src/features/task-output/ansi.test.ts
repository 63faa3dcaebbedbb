import { parseAnsiLine } from './ansi';

const ESC = String.fromCharCode(27);
const textOf = (line: string) =>
  parseAnsiLine(line)
    .map(({ text }) => text)
    .join('');

it.each([
  ['plain text', 'hello', 'hello'],
  ['a tab', 'a\tb', 'a\tb'],
  ['colours', `${ESC}[32mok${ESC}[0m`, 'ok'],
  ['cursor movement', `${ESC}[2K${ESC}[1Gdone`, 'done'],
  ['a window title', `${ESC}]0;title${String.fromCharCode(7)}text`, 'text'],
  ['bells and NUL', `a${String.fromCharCode(7)}b${String.fromCharCode(0)}c`, 'abc'],
  ['a lone escape', `a${ESC}`, 'a'],
  ['Windows line ends', 'text\r', 'text'],
  ['a progress bar that rewrites its line', '10%\r50%\r100%', '100%'],
])('shows %s as a terminal would', (_case, line, expected) => expect(textOf(line)).toBe(expected));

it('keeps colours and weight until they end', () => {
  expect(parseAnsiLine(`a${ESC}[1;31mb${ESC}[39mc${ESC}[0md${ESC}[96me`)).toEqual([
    { text: 'a', style: '' },
    { text: 'b', style: 'red bold' },
    { text: 'c', style: 'bold' },
    { text: 'd', style: '' },
    { text: 'e', style: 'cyan' },
  ]);
});

it('reads 256 colours and colours by value as one code each', () => {
  expect(parseAnsiLine(`${ESC}[38;5;9ma${ESC}[38;2;10;31;32mb${ESC}[1;38;5;208mc${ESC}[48;5;31md`)).toEqual([
    { text: 'a', style: 'red' },
    { text: 'b', style: '' },
    { text: 'c', style: 'bold' },
    { text: 'd', style: 'bold' },
  ]);
});

it('cuts a line that would freeze the page, and says by how much', () => {
  expect(textOf('x'.repeat(5007))).toBe(`${'x'.repeat(5000)} … 7 more characters`);
});
