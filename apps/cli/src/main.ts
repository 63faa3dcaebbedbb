import { loadLauncherConfig, StartupError } from '@app/config';
import { launch } from './launcher/launch';

/** `npm start`: everything in one terminal. Exits 0 after Ctrl-C or SIGTERM, 1 when something prevented the start. */
async function main(): Promise<void> {
  try {
    await launch(loadLauncherConfig());
    process.exit(0);
  } catch (error) {
    const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
  }
}

void main();
