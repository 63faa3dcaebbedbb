const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;
const TELL_EVERY_MS = 10_000;

export interface ServiceWait {
  /** How long, in ms, to wait. */
  readonly limitMs: number;
  /** Whether time may heal what the attempt failed with. */
  readonly isHealable: (error: unknown) => boolean;
  /** Hears at once why it has to wait, and every 10 s again. */
  readonly onWait: (error: unknown) => void;
}

/**
 * Gives what `attempt` gives as soon as it succeeds; for services that start before those that they need. Throws its
 * last error when it does not in time, and at once one that time does not heal (wrong password, no such database).
 */
export async function waitForService<T>(attempt: () => Promise<T>, wait: ServiceWait): Promise<T> {
  const deadline = performance.now() + wait.limitMs;
  let tellAt = 0;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!wait.isHealable(error) || performance.now() + delayMs > deadline) throw error;
      if (performance.now() >= tellAt) {
        wait.onWait(error);
        tellAt = performance.now() + TELL_EVERY_MS;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
