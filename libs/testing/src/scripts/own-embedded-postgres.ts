// Owns an embedded PostgreSQL as the launcher does: prints its address, then lives until it is told to end.
// A second argument makes it hand the lifeline to a child process of that many lives, as a service of the launcher.
import { spawn } from 'node:child_process';
import { EmbeddedPostgres } from '@app/database/embedded';

async function main(folder: string, withService: boolean): Promise<void> {
  const postgres = await EmbeddedPostgres.start({
    folder,
    log: (line) => process.stderr.write(`${line}\n`),
    onLost: (reason) => process.stderr.write(`lost: ${reason.message}\n`),
  });
  const service = withService
    ? spawn('sleep', ['600'], { detached: true, stdio: ['ignore', 'ignore', 'ignore', postgres.lifeline ?? 'ignore'] })
    : null;
  service?.unref();
  process.stdout.write(
    `${JSON.stringify({ url: postgres.url, pid: postgres.pid, reused: postgres.reused, service: service?.pid })}\n`,
  );
  process.once('SIGTERM', () => void postgres.stop());
}

main(process.argv[2] ?? '', process.argv[3] === 'service').catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
