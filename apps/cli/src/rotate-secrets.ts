import { loadLauncherConfig, StartupError } from '@app/config';
import { type RotationStep, rotateSecrets } from './secrets/rotate-secrets';

/** `npm run rotate-secrets`: a new key for all secrets. Exits 0 when it is done, 1 when something prevented it. */
async function main(): Promise<void> {
  try {
    const step = stepOf(process.argv.slice(2).join(' '));
    await rotateSecrets(loadLauncherConfig(), step, (line) => process.stdout.write(`${line}\n`));
    process.exit(0);
  } catch (error) {
    const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
  }
}

function stepOf(options: string): RotationStep {
  switch (options) {
    case '':
      return 'new-key';
    case '--resume':
      return 'resume';
    case '--forget-old':
      return 'forget-old';
    default:
      throw new StartupError('Usage: rotate-secrets [--resume | --forget-old]');
  }
}

void main();
