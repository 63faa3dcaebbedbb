import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlClient } from '@app/database';
import { duplicates } from '../scenarios/duplicates';
import { freezes } from '../scenarios/freezes';
import { kills } from '../scenarios/kills';
import type { Scenario } from '../scenarios/scenario';
import { SILENT_MS } from '../topology/topology';
import type { FailureKind, ScenarioResult } from '../verdict/verdict';
import { lateSteps, mixedSteps, outlastingSteps } from '../workload/process-types';
import type { Patch } from './patched-dist';

/** A safeguard switched off, from outside the product, and what the harness must then find. */
export interface Control {
  readonly name: string;
  readonly scenario: Scenario;
  readonly scale: number;
  readonly patches: readonly Patch[];
  readonly sabotage?: (sql: SqlClient) => Promise<void>;
  readonly finds: readonly FailureKind[];
}

/** Whether the harness has seen that the safeguard is missing. */
export function isDetected({ finds }: Control, { failures }: ScenarioResult): boolean {
  // What did not end in time was not lost by the product.
  const inTime = failures.stuck.length === 0;
  return finds.some((kind) => failures[kind].length > 0 && (kind !== 'lost' || inTime));
}

const TRANSITIONS = 'libs/orchestrator/src/transitions';
// Parameters must still be used, or PostgreSQL cannot tell their types.
const NO_FENCE: readonly Patch[] = [
  {
    file: `${TRANSITIONS}/claim-task.repository.js`,
    from: 'task_instance = $1 AND version = $2 AND NOT picked',
    to: 'task_instance = $1 AND $2::bigint IS NOT NULL',
  },
  {
    file: `${TRANSITIONS}/close-attempt.js`,
    from: 'AND version = $2 AND picked_by = $3',
    to: 'AND $2::bigint IS NOT NULL AND $3::text IS NOT NULL',
  },
];

const DROP_INDEX = 'ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_run_id_key';

export const CONTROLS: readonly Control[] = [
  {
    name: 'fence',
    scenario: { ...freezes, types: () => [lateSteps(SILENT_MS)] },
    scale: 0.08,
    patches: NO_FENCE,
    // The late result ends the task beside its second attempt, which goes on or is cut off.
    finds: ['overlapping', 'lost'],
  },
  {
    name: 'unique-index',
    scenario: { ...duplicates, types: (random) => [{ ...mixedSteps(random), name: 'chaos-mixed' }] },
    scale: 0.1,
    patches: [],
    sabotage: async (sql) => {
      await sql.query({ name: 'drop_one_step_of_a_run', text: DROP_INDEX });
    },
    finds: ['overlapping'],
  },
  {
    name: 'sweeper',
    scenario: { ...kills, workers: 2, concurrency: 4 },
    scale: 0.01,
    patches: [
      {
        file: 'apps/worker/src/maintenance-jobs.js',
        from: 'run: () => recovery.sweep()',
        to: 'run: async () => undefined',
      },
    ],
    finds: ['stuck'],
  },
  {
    name: 'lease-guard',
    scenario: { ...freezes, types: () => [outlastingSteps(SILENT_MS)] },
    scale: 0.04,
    patches: [
      {
        file: 'apps/worker/src/lease-keeper.js',
        from: 'this.executor.renewLease(this.validUntil - performance.now());',
        to: 'this.executor.renewLease(3_600_000);',
      },
    ],
    finds: ['overlapping'],
  },
  {
    name: 'isolation',
    scenario: { ...kills, workers: 2, concurrency: 4 },
    scale: 0.01,
    patches: [
      {
        file: 'libs/cli-executor/src/create-command-executor.js',
        from: null,
        to: readFileSync(join(__dirname, 'plain-executor.cjs'), 'utf8'),
      },
    ],
    finds: ['orphaned'],
  },
];
