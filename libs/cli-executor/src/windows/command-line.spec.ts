import { taskKillLine, windowsCommandLine } from './command-line';

it.each([
  ['echo hi', '"echo hi"'],
  ['"C:\\Program Files\\tool.exe" "an argument"', '""C:\\Program Files\\tool.exe" "an argument""'],
  ['type "a b.txt" | find "x" & echo %PATH% ^& done', '"type "a b.txt" | find "x" & echo %PATH% ^& done"'],
  ['', '""'],
])('hands %j to cmd.exe as it is, between one more pair of quotes', (command, quoted) => {
  expect(windowsCommandLine(command)).toEqual({ program: 'cmd.exe', args: ['/d', '/s', '/c', quoted] });
});

it('ends a tree, gently or by force', () => {
  expect(taskKillLine(42, false)).toEqual({ program: 'taskkill.exe', args: ['/PID', '42', '/T'] });
  expect(taskKillLine(42, true)).toEqual({ program: 'taskkill.exe', args: ['/PID', '42', '/T', '/F'] });
});
