import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '@app/config';

// The API of a launcher that was killed a moment ago is still closing its port.
const PATIENCE_MS = 2_000;
const TRY_EVERY_MS = 100;

/**
 * Makes sure that the API will be able to listen.
 * @throws StartupError naming PORT or HOST
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const code = await tryToListen(host, port);
    if (code === null) return;
    if (code !== 'EADDRINUSE' || Date.now() >= deadline) throw new StartupError(explain(code, host, port));
    await delay(TRY_EVERY_MS);
  }
}

/** The error's code, or null when it worked. */
async function tryToListen(host: string, port: number): Promise<string | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  server.close();
  await once(server, 'close');
  return null;
}

function explain(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is in use: stop the program that uses it, or set PORT to another one`;
    case 'EACCES':
      return `PORT ${port} may not be opened by this user: set PORT to one above 1023`;
    default:
      return `HOST ${host} is no address of this machine (${code}): set HOST to one of its addresses, or 0.0.0.0 for all`;
  }
}
