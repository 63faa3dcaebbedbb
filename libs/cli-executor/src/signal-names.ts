import { constants } from 'node:os';

/** Second names of signals that have a better known one. */
const ALIASES = new Set(['SIGIOT', 'SIGPOLL', 'SIGCLD', 'SIGUNUSED']);
/** First real-time signal as the C libraries count it (two lower ones are theirs). */
const FIRST_REAL_TIME = 34;
const LAST_SIGNAL = 64;

const NAMES = new Map<number, string>(
  Object.entries(constants.signals)
    .filter(([name]) => !ALIASES.has(name))
    .map(([name, number]) => [number, name]),
);

/** Name of a signal number of this host, e.g. 9 → `SIGKILL`; null when there is no such signal. */
export function signalName(number: number): string | null {
  if (number >= FIRST_REAL_TIME && number <= LAST_SIGNAL) {
    return number === FIRST_REAL_TIME ? 'SIGRTMIN' : `SIGRTMIN+${number - FIRST_REAL_TIME}`;
  }
  return NAMES.get(number) ?? null;
}
