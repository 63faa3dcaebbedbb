import { endingOf, exitWords } from './exit-words';

it.each([
  [0, null, 'exit code 0'],
  [3, null, 'exit code 3'],
  [126, null, 'exit code 126: the command could not be executed'],
  [127, null, 'exit code 127: command not found'],
  [137, null, 'exit code 137: SIGKILL, as a shell reports it'],
  [128, null, 'exit code 128'],
  [255, null, 'exit code 255'],
  [null, 'SIGSEGV', 'SIGSEGV: invalid memory access'],
  [null, 'SIGRTMIN', 'SIGRTMIN'],
  [143, 'SIGTERM', 'SIGTERM: asked to end'],
  [null, null, null],
])('%p and %p are said as %p', (exitCode, signal, words) => expect(exitWords({ exitCode, signal })).toBe(words));

it.each([
  ['what only repeats the exit code', { exitCode: 3, errorMessage: 'exit code 3' }, 'exit code 3'],
  ['what only repeats the signal', { signal: 'SIGKILL', errorMessage: 'ended by SIGKILL' }, 'SIGKILL: killed'],
  [
    'what the shell said',
    { exitCode: 127, errorMessage: 'exit code 127: sh: 1: foo: not found' },
    'exit code 127: command not found · sh: 1: foo: not found',
  ],
  [
    'an error beside the exit',
    { exitCode: 0, errorMessage: 'timed out after 2 s' },
    'exit code 0 · timed out after 2 s',
  ],
  ['an error without an exit', { errorMessage: 'no folder /data' }, 'no folder /data'],
  ['nothing', {}, null],
])('says %s', (_case, attempt, words) => {
  expect(endingOf({ exitCode: null, signal: null, errorMessage: null, ...attempt })).toBe(words);
});
