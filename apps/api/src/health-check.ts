import { loadLauncherConfig } from '@app/config';

/** For a container's health check: exit code 0 when the API in it is ready. */
async function main(): Promise<void> {
  const { status } = await fetch(`http://127.0.0.1:${loadLauncherConfig().port}/health/ready`);
  if (status !== 200) throw new Error(`/health/ready answers ${status}`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
