import { clockSkew } from './clock-skew';
import { duplicates } from './duplicates';
import { freezes } from './freezes';
import { kills } from './kills';
import { medley } from './medley';
import { networkFaults } from './network-faults';
import { noFault } from './no-fault';
import { postgresFaults } from './postgres-faults';
import { redisFaults } from './redis-faults';
import { rollingRestarts } from './rolling-restarts';
import type { Scenario } from './scenario';
import { stops } from './stops';

/** All experiments, in the order in which they are reported. */
export const SCENARIOS: readonly Scenario[] = [
  noFault,
  kills,
  freezes,
  postgresFaults,
  redisFaults,
  networkFaults,
  clockSkew,
  duplicates,
  stops,
  rollingRestarts,
  medley,
];
