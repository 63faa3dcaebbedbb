import type { TaskLogMissing } from '@app/api-client';
import { missingWords, sizeWords } from './missing-words';

const MISSING: TaskLogMissing = {
  kind: 'NOT_KEPT',
  line: 4,
  nextLine: 1001,
  bytes: 73_400_320,
  lines: 997,
  reason: 'x',
};

it.each([
  [{ reason: 'more than 10485760 bytes' }, '997 lines, 70 MiB (up to line 1,000) not kept: more than 10 MiB.'],
  [{ lines: 0, nextLine: 5, reason: 'more than 1000 bytes' }, '70 MiB not kept: more than 1000 bytes.'],
  [
    { lines: 1, bytes: 12, reason: 'the spool folder is full: ENOSPC' },
    '1 line, 12 bytes (up to line 1,000) not kept: the spool folder is full: ENOSPC.',
  ],
  [{ kind: 'WORKER_LOST', nextLine: null }, 'The output ends here: the worker was lost.'],
  [{ kind: 'WORKER_LOST', line: null, reason: 'the worker was lost: more' }, 'The worker was lost: more.'],
  [{ kind: 'NOT_STORED', line: null, reason: 'no room' }, 'What follows was not stored: no room.'],
] as const)('%j', (missing, words) => expect(missingWords({ ...MISSING, ...missing })).toBe(words));

it.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [65_536, '64 KiB'],
  [9_961_472, '9.5 MiB'],
  [10_485_760, '10 MiB'],
])('%d bytes are %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words));
