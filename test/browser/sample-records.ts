import { eventually } from '@app/testing';
import type { Product } from './product';

const PATIENCE_MS = 120_000;

/** A file of the definitions folder that is not in use. */
export const BROKEN_FILE: Readonly<Record<string, string>> = {
  'broken.yaml': 'name: broken\ntasks:\n  - name: one\n    comand: echo typo\n',
};

const ORDERS = {
  name: 'orders',
  description: 'Loads the orders of a region',
  parameters: [
    { name: 'region', required: true, description: 'Where they were made' },
    { name: 'rows', type: 'number', default: 5000 },
    { name: 'full', type: 'boolean' },
    { name: 'token', secret: true },
  ],
  tasks: [
    { name: 'extract', command: 'for page in 1 2 3; do echo "page $page of $region"; done' },
    { name: 'verify', command: 'if [ "$full" = true ]; then printf "\\033[31mmismatch\\033[0m\\n" >&2; exit 3; fi' },
    { name: 'load', command: 'echo loaded' },
  ],
};
const PATIENT = { name: 'patient', tasks: [{ name: 'wait', command: 'echo waiting; sleep 600' }] };
const FLAKY = {
  name: 'flaky',
  tasks: [{ name: 'try', command: 'echo not yet; exit 1', maxRetries: 3, retryDelaySeconds: 3600 }],
};

/** Where the samples are shown. */
export interface SamplePaths {
  /** A run of the failed record. */
  readonly failedRun: string;
  /** The task that failed in it. */
  readonly failedTask: string;
  /** Whoever made them. */
  readonly administrator: string;
}

interface Shown {
  readonly process: { readonly currentStatus: string; readonly latestRunId: string };
  readonly tasks: readonly { readonly id: string; readonly status: string; readonly retryCount: number }[];
}

/**
 * Makes one record of each state: `completed`, `failed` (with a schedule), `running`, `retrying`, `stopped`, `idle`;
 * and a type `orders` in two versions.
 */
export async function makeSampleRecords(product: Product): Promise<SamplePaths> {
  for (const type of [{ ...ORDERS, description: 'Loads orders' }, PATIENT, FLAKY])
    await product.request('POST', '/process-types', type);
  await product.request('PUT', '/process-types/orders', ORDERS);
  const input = { region: 'eu', token: 'not to be seen' };
  for (const record of [
    { id: 'completed', type: 'orders', inputData: input, start: true },
    { id: 'failed', type: 'orders', inputData: { ...input, full: true }, schedule: '0 3 * * *', start: true },
    { id: 'running', type: 'patient', start: true },
    { id: 'retrying', type: 'flaky', start: true },
    { id: 'stopped', type: 'patient', start: true },
    { id: 'idle', type: 'orders', inputData: input, schedule: '30 4 1 * *', timeZone: 'Europe/Berlin' },
  ])
    await product.request('POST', '/process-records', record);
  await product.request('POST', '/process-records/stopped/stop');

  const show = async (id: string) => (await product.request('GET', `/api/processes/${id}?output=false`)) as Shown;
  const whenIs = (id: string, status: string) =>
    eventually(`${id} is ${status}`, async () => (await show(id)).process.currentStatus === status, PATIENCE_MS);
  await whenIs('completed', 'COMPLETED');
  await whenIs('failed', 'FAILED');
  await whenIs('stopped', 'STOPPED');
  await eventually('one waits for its retry', async () => waitsForRetry(await show('retrying')), PATIENCE_MS);
  const { userId } = (await product.request('GET', '/api/me')) as { readonly userId: string };
  const { process, tasks } = await show('failed');
  return {
    failedRun: `/processes/failed/runs/${process.latestRunId}`,
    failedTask: `/tasks/${tasks.find(({ status }) => status === 'FAILED')?.id}`,
    administrator: `/users/${userId}`,
  };
}

function waitsForRetry({ tasks: [task] }: Shown): boolean {
  return task?.status === 'PENDING' && task.retryCount === 1;
}
