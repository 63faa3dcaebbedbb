import { readFileSync } from 'node:fs';

/** Milliseconds since the machine started: the clock that the commands write into the ledger (10 ms resolution). */
export function uptimeMs(): number {
  return Number.parseFloat(readFileSync('/proc/uptime', 'utf8')) * 1000;
}
