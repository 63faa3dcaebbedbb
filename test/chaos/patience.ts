import { availableParallelism, loadavg } from 'node:os';

// More would hide what lives on for ever: the commands' children give up after 25 s.
const MOST = 4;

/** How many times slower than an idle machine this one is at present: processes that want a processor, for each there is. */
export function slowness(): number {
  const [lastMinute = 0] = loadavg();
  return Math.min(MOST, Math.max(1, lastMinute / availableParallelism()));
}

/** A limit in ms that allows for other work on the machine: a busy one must not make the harness cry wolf. */
export function patience(limitMs: number): number {
  return limitMs * slowness();
}
