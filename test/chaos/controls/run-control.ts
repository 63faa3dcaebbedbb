import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Harness } from '../harness';
import type { ScenarioResult } from '../verdict/verdict';
import type { Control } from './controls';
import { PatchedDist } from './patched-dist';

const ROOT = resolve(__dirname, '../../..');
// A control has shown what it can by then.
const LIMIT_MS = 40_000;
const STUCK_AFTER_MS = 12_000;
const END_WITHIN_MS = 2_000;

/** Runs the product with a safeguard switched off. */
export async function runControl(harness: Harness, control: Control, seed: number): Promise<ScenarioResult> {
  const { scenario, scale, patches, sabotage } = control;
  mkdirSync(join(ROOT, '.test'), { recursive: true });
  const dist = PatchedDist.make(ROOT, patches);
  try {
    return await harness.run({
      scenario,
      backend: 'postgres',
      seed,
      scale,
      dist: dist.path,
      limitMs: LIMIT_MS,
      stuckAfterMs: STUCK_AFTER_MS,
      endWithinMs: END_WITHIN_MS,
      ...(sabotage && { sabotage }),
    });
  } finally {
    dist.remove();
  }
}
