import type { SeededRandom } from '../seeded-random';
import { escaping, lateThenLong, QUICK, steady, stubborn } from './commands';

/** A process type of the workload. */
export interface ChaosType {
  readonly name: string;
  readonly commands: readonly string[];
  /** 0: never started twice, whatever happens; its runs may fail. */
  readonly maxRetries: number;
}

const RETRIES = 100;
const TASKS = 10;

/** Ten tasks that do nothing but say so. */
export const quickSteps = (): ChaosType => ({
  name: 'chaos-quick',
  commands: Array.from({ length: TASKS }, () => QUICK),
  maxRetries: 0,
});

/** Ten tasks of mixed length, some with children that try to escape. */
export function mixedSteps(random: SeededRandom, maxRetries = RETRIES): ChaosType {
  const commands = Array.from({ length: TASKS }, (_, index) => {
    if (index === 3 || index === 7) return escaping(Math.round(random.between(3, 8)));
    if (index === 5) return steady(Math.round(random.between(10, 20)));
    return index % 2 === 0 ? QUICK : steady(2);
  });
  return { name: maxRetries === 0 ? 'chaos-once' : 'chaos-mixed', commands, maxRetries };
}

/** Commands that outlast lease and grace. */
export const outlastingSteps = (silentMs: number): ChaosType => ({
  name: 'chaos-outlasting',
  commands: [steady(beatsOf(silentMs)), QUICK],
  maxRetries: RETRIES,
});

/** A command whose first attempt ends while its worker is frozen, and whose later ones outlast lease and grace. */
export const lateSteps = (silentMs: number): ChaosType => ({
  name: 'chaos-late',
  commands: [lateThenLong(30, beatsOf(silentMs)), QUICK, QUICK],
  maxRetries: RETRIES,
});

const beatsOf = (silentMs: number): number => Math.ceil((silentMs * 2.5) / 50);

/** Commands that do not want to end. */
export const stubbornSteps = (): ChaosType => ({
  name: 'chaos-stubborn',
  commands: [QUICK, stubborn(30), escaping(10), steady(20)],
  maxRetries: RETRIES,
});
