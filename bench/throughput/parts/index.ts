import type { PartFigures } from '../results';
import { burst } from './burst';
import { fairness } from './fairness';
import { growth } from './growth';
import { history } from './history';
import { isolation } from './isolation';
import { latencies } from './latencies';
import type { Part } from './part';
import { rates } from './rates';
import { scale } from './scale';

/** All that can be measured, in the order in which it is. */
export const PARTS: { readonly [Name in keyof PartFigures]: Part<PartFigures[Name]> } = {
  rates,
  latencies,
  growth,
  scale,
  burst,
  fairness,
  isolation,
  history,
};
