import { cutMarkText, LOST_MARK_TEXT } from '@app/process-core';
import { type AttemptEnding, type ChunkEdges, missingOutput } from './output-missing';

const ENDED: AttemptEnding = { outcome: 'SUCCEEDED', truncated: false, bytes: 9, errorMessage: null, workerHost: 'h1' };
const LOST: AttemptEnding = { ...ENDED, outcome: 'WORKER_LOST', bytes: 0 };
const NOTHING_FOLLOWS = { line: null, nextLine: null, bytes: null, lines: null };

function chunk(firstLine: number, text: string): ChunkEdges {
  return { firstLine, lineCount: text.split('\n').length - 1, head: Buffer.from(text), tail: Buffer.from(text) };
}

it('misses nothing of what a worker reported whole', () => {
  expect(missingOutput(ENDED, [chunk(1, 'a\nb\n')])).toEqual([]);
  expect(missingOutput({ ...LOST, bytes: 4 }, [chunk(1, 'a\nb\n')])).toEqual([]);
});

it('says between which lines the limit left something out, and how much', () => {
  const mark = { bytes: 700, lines: 48, reason: 'more than 1000 bytes' };
  const chunks = [chunk(1, 'head\nhe'), chunk(2, cutMarkText(mark)), chunk(50, 'il\nend')];
  expect(missingOutput({ ...ENDED, truncated: true }, chunks)).toEqual([
    { kind: 'NOT_KEPT', line: 3, nextLine: 50, ...mark },
  ]);
});

it('takes nothing for a mark that the command wrote itself', () => {
  const text = `x${cutMarkText({ bytes: 700, lines: 48, reason: 'more than 1000 bytes' })}`;
  expect(missingOutput(ENDED, [chunk(1, text.slice(1))])).toEqual([]);
  expect(missingOutput({ ...ENDED, truncated: true }, [chunk(1, text)])).toMatchObject([{ kind: 'NOT_STORED' }]);
});

it('says where the output of a lost worker ends', () => {
  const chunks = [chunk(7, `seven\nei${LOST_MARK_TEXT}`)];
  expect(missingOutput({ ...LOST, truncated: true, bytes: 60 }, chunks)).toEqual([
    { ...NOTHING_FOLLOWS, kind: 'WORKER_LOST', line: 9, reason: 'the worker was lost' },
  ]);
});

it('says that more may be on the disk of a lost host', () => {
  expect(missingOutput(LOST, [chunk(1, 'one\n')])).toEqual([
    { ...NOTHING_FOLLOWS, kind: 'WORKER_LOST', reason: expect.stringContaining('disk of its host h1') },
  ]);
});

it('says why the rest could not be stored', () => {
  const ending = { ...ENDED, truncated: true, errorMessage: 'its output could not be stored for 60 s: disk full' };
  expect(missingOutput(ending, [chunk(1, 'one\n')])).toEqual([
    { ...NOTHING_FOLLOWS, kind: 'NOT_STORED', reason: ending.errorMessage },
  ]);
});
