import { LogBuffer } from './log-buffer';

const linesOf = (buffer: LogBuffer) =>
  Array.from({ length: buffer.last - buffer.first + 1 }, (_, index) => buffer.line(buffer.first + index));

it('is empty before anything came', () => {
  const buffer = new LogBuffer();
  expect([buffer.first, buffer.last, buffer.line(1)]).toEqual([1, 0, undefined]);
});

it('joins what was cut in the middle of a line', () => {
  const buffer = new LogBuffer();
  for (const text of ['he', 'llo\nwor', 'ld', '\n']) buffer.append(text);
  expect(linesOf(buffer)).toEqual(['hello', 'world']);
});

it('counts an unfinished last line, and empty lines', () => {
  const buffer = new LogBuffer();
  buffer.append('one\n\nthree');
  expect(linesOf(buffer)).toEqual(['one', '', 'three']);
});

it('lets go of the oldest lines and keeps the numbers of the others', () => {
  const buffer = new LogBuffer(3);
  buffer.append('1\n2\n3\n4\n5');
  expect(linesOf(buffer)).toEqual(['3', '4', '5']);
  expect([buffer.first, buffer.last, buffer.line(2)]).toEqual([3, 5, undefined]);
});

it('tells listeners once of many pieces', () => {
  jest.useFakeTimers();
  const buffer = new LogBuffer();
  const listener = jest.fn();
  const stop = buffer.subscribe(listener);
  const before = buffer.read();
  for (let piece = 0; piece < 100; piece += 1) buffer.append('x\n');
  jest.runAllTimers();
  expect(listener).toHaveBeenCalledTimes(1);
  expect(buffer.read()).not.toBe(before);
  stop();
  buffer.append('y');
  jest.runAllTimers();
  expect(listener).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});
