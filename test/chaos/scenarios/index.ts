import { freezes } from './freezes';
import { kills } from './kills';
import { noFault } from './no-fault';
import type { Scenario } from './scenario';

/** All experiments, in the order in which they are reported. */
export const SCENARIOS: readonly Scenario[] = [noFault, kills, freezes];
