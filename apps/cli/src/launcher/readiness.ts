import { isIPv6 } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { LauncherConfig } from '@app/config';
import type { LauncherLog } from './launcher-log';

const TRY_EVERY_MS = 50;
const ANSWER_WITHIN_MS = 5_000;
const REPORT_EVERY_MS = 10_000;
const ANY_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The URL under which this machine reaches the API. */
export function addressOf({ host, port }: Pick<LauncherConfig, 'host' | 'port'>): string {
  const reachable = ANY_ADDRESS[host] ?? host;
  return `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
}

/** True once the API says that it is ready; false when `givenUp` resolves first. */
export async function waitUntilReady(
  config: Pick<LauncherConfig, 'host' | 'port'>,
  log: LauncherLog,
  givenUp: Promise<void>,
): Promise<boolean> {
  let over = false;
  void givenUp.then(() => {
    over = true;
  });
  let nextReport = Date.now() + REPORT_EVERY_MS;
  while (!over) {
    if (await isReady(`${addressOf(config)}/health/ready`)) return true;
    if (Date.now() >= nextReport) {
      log.info('Waiting for the API to become ready');
      nextReport += REPORT_EVERY_MS;
    }
    await delay(TRY_EVERY_MS);
  }
  return false;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
