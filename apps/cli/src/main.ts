import { loadLauncherConfig, productVersion, StartupError } from '@app/config';
import { parseCommandLine, USAGE } from './launcher/command-line';
import { launch } from './launcher/launch';

/** `npm start`: everything in one terminal. Exits 0 after Ctrl-C or SIGTERM, 1 when something prevented the start. */
async function main(): Promise<void> {
  try {
    await run(process.argv.slice(2));
    process.exit(0);
  } catch (error) {
    const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
  }
}

async function run(args: readonly string[]): Promise<void> {
  const command = parseCommandLine(args);
  switch (command) {
    case 'start':
      return launch(loadLauncherConfig());
    case 'help':
      return print(USAGE);
    case 'version':
      return print(productVersion());
    default:
      return command satisfies never;
  }
}

// Resolves when it is out: the process ends then.
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}

void main();
