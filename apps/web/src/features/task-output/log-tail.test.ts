import { PLAIN } from './ansi/text-style';
import type { LogPart } from './api/get-log';
import { LogTail } from './log-tail';

const NOTHING: LogPart = {
  attempt: 1,
  first: 1,
  lines: [],
  styles: [],
  cut: new Set(),
  total: 0,
  missing: [],
  complete: false,
  cursor: null,
};
const ESC = String.fromCharCode(27);

function tailOf(lines: readonly string[], first = 1): LogTail {
  const tail = new LogTail();
  const total = first + lines.length - 1;
  tail.begin({ ...NOTHING, first, lines, styles: lines.map(() => PLAIN), total });
  return tail;
}

const textsOf = (tail: LogTail) =>
  Array.from({ length: tail.last - tail.first + 1 }, (_, index) => tail.line(tail.first + index)?.text);

it('is empty before anything came', () => {
  const tail = new LogTail();
  expect([tail.first, tail.last, tail.line(1), tail.state]).toEqual([1, 0, undefined, 'reading']);
});

it('goes on where the end was read, also in the middle of a line', () => {
  const tail = tailOf(['one', 'tw'], 900);
  tail.append(901, 'o\nthr');
  tail.append(902, 'ee\n');
  tail.append(903, '\nfive');
  expect(textsOf(tail)).toEqual(['one', 'two', 'three', '', 'five']);
  expect([tail.first, tail.last]).toEqual([900, 904]);
});

it('takes colours on to the lines that follow', () => {
  const tail = tailOf([`${ESC}[31mred`]);
  tail.append(1, ' still\nred\n');
  expect(tail.line(2)).toMatchObject({ text: 'red', style: { colour: 1 } });
});

it('holds the beginning of a long line, and the last state of a long progress bar', () => {
  const tail = tailOf([]);
  tail.append(1, 'x'.repeat(10_000));
  tail.append(1, 'more\n');
  tail.append(2, Array.from({ length: 3000 }, (_, index) => `\r${index} of 3000`).join(''));
  expect(tail.line(1)).toMatchObject({ text: 'x'.repeat(8192), cut: true });
  expect(tail.line(2)).toMatchObject({ text: '2999 of 3000', cut: false });
});

it('lets go of the oldest lines and keeps the numbers of the others', () => {
  const tail = new LogTail(3);
  tail.begin(NOTHING);
  tail.append(1, '1\n2\n3\n4\n5');
  expect(textsOf(tail)).toEqual(['3', '4', '5']);
  expect([tail.first, tail.line(2)]).toEqual([3, undefined]);
});

it('jumps over what the limit left out', () => {
  const tail = tailOf(['one']);
  tail.append(1000, 'behind\n');
  expect([tail.first, tail.last, tail.line(1000)?.text]).toEqual([1000, 1000, 'behind']);
});

it('tells listeners once of many pieces', () => {
  jest.useFakeTimers();
  const tail = tailOf([]);
  const listener = jest.fn();
  const stop = tail.subscribe(listener);
  for (let piece = 1; piece <= 100; piece += 1) tail.append(piece, 'x\n');
  jest.runAllTimers();
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
  tail.append(101, 'y');
  jest.runAllTimers();
  expect(listener).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});
