import type { SeededRandom } from '../seeded-random';
import type { Backend, Topology } from '../topology/topology';
import type { ControlClient } from '../workload/control-client';
import type { Load } from '../workload/load';
import type { ChaosType } from '../workload/process-types';
import type { FaultLog } from './fault-log';

/** What a scenario's faults act on. */
export interface FaultContext {
  readonly topology: Topology;
  readonly client: ControlClient;
  readonly load: Load;
  readonly random: SeededRandom;
  readonly log: FaultLog;
  /** A figure of the full scenario at this run's scale, at least one. */
  readonly scaled: (figure: number) => number;
  /** Rejects when the scenario is out of time or the load has failed: faults end with it. */
  readonly pause: (ms: number) => Promise<void>;
}

/** One experiment: a workload, and what is done to the product meanwhile. */
export interface Scenario {
  readonly name: string;
  /** One line for the report. */
  readonly title: string;
  readonly backends: readonly Backend[];
  readonly types: (random: SeededRandom) => readonly ChaosType[];
  /** Records at full scale. */
  readonly records: number;
  readonly workers: number;
  readonly concurrency: number;
  /** Runs that are active at a time; as many as there are slots unless told otherwise. */
  readonly active?: number;
  readonly throughProxies?: boolean;
  /** How far the clock of each worker is off, in ms, from the first worker on; right unless told otherwise. */
  readonly clockShiftsMs?: readonly number[];
  /** How a run may end; COMPLETED only, unless told otherwise. */
  readonly mayEndAs?: (type: ChaosType) => readonly string[];
  /** Does all that is to be done, and resolves when that is over. */
  readonly inject: (context: FaultContext) => Promise<void>;
}

/** Runs of commands without retries may fail with their worker. */
export function failsWithoutRetries(type: ChaosType): readonly string[] {
  return type.maxRetries === 0 ? ['COMPLETED', 'FAILED'] : ['COMPLETED'];
}
