import { StartupError } from '@app/config';
import { parseCommandLine, USAGE } from './command-line';

it.each([
  [[], 'start'],
  [['--help'], 'help'],
  [['-h'], 'help'],
  [['--version'], 'version'],
  [['-v'], 'version'],
  [['--version', '--help'], 'help'],
])('%j is understood as %s', (args, command) => expect(parseCommandLine(args)).toBe(command));

it.each([
  ['--port=9000', "Unknown option '--port'"],
  ['--help=yes', "Option '-h, --help' does not take an argument"],
  ['start', "Unexpected argument 'start'"],
])('%s is refused in one line that leads on', (arg, reason) => {
  const parse = () => parseCommandLine([arg]);
  expect(parse).toThrow(StartupError);
  expect(parse).toThrow(`${reason}: see --help; settings are environment variables, such as PORT=9000`);
});

it('the help names what is set most often', () => {
  for (const name of ['PORT', 'DATA_DIR', 'DATABASE_URL', 'WORKERS']) expect(USAGE).toContain(name);
});
