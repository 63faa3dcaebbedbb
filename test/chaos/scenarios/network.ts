import type { TcpProxy } from '@app/testing';
import type { SeededRandom } from '../seeded-random';
import { LEASE_MS, SILENT_MS } from '../topology/topology';
import type { FaultContext } from './scenario';

/** Everything that passes takes longer, for a while. */
export async function slowNetwork(context: FaultContext, random: SeededRandom): Promise<void> {
  const { log, pause } = context;
  const proxy = anyProxy(context, random);
  log.count('network slow');
  proxy.delay(random.between(20, 200));
  await pause(random.between(500, 2_000)).finally(() => proxy.heal());
  log.healed('network slow');
}

/** All connections break with a reset. */
export function resetNetwork(context: FaultContext, random: SeededRandom): void {
  context.log.count('network reset');
  anyProxy(context, random).resetAll();
  context.log.healed('network reset');
}

/** Nothing passes and nobody is told: for so long that a lease may run out, or not; and on old connections for ever. */
export async function silenceNetwork(context: FaultContext, random: SeededRandom): Promise<void> {
  const { log, pause } = context;
  const proxy = anyProxy(context, random);
  log.count('network half-open');
  proxy.goHalfOpen();
  await pause(random.between(LEASE_MS / 2, SILENT_MS + 2_000)).finally(() => proxy.heal());
  log.healed('network half-open');
}

function anyProxy({ topology: { proxies } }: FaultContext, random: SeededRandom): TcpProxy {
  return random.pick([proxies?.postgres, proxies?.redis].filter((proxy) => proxy != null));
}
