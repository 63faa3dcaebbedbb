import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 20;

/**
 * Waits for something that sends no event (a file, another process's state) until `probe` gives a value that is
 * neither false, null nor undefined.
 * @throws Error naming `what` after `limitMs`
 */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  limitMs = 60_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value !== false && value !== null && value !== undefined) return value as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await delay(EVERY_MS);
  }
}
