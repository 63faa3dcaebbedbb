import { cutMarkText, LOST_MARK_TEXT, parseCutMark } from './output-mark';

it('reads the mark that it wrote', () => {
  const mark = { bytes: 50_000, lines: 2_500, reason: 'the spool folder /x is full: ENOSPC ...' };
  expect(parseCutMark(cutMarkText(mark))).toEqual(mark);
});

it.each(['', LOST_MARK_TEXT, `x${cutMarkText({ bytes: 1, lines: 0, reason: 'r' })}`, '\n[... 1 bytes ...]\n'])(
  'takes %j for output',
  (text) => expect(parseCutMark(text)).toBeNull(),
);
