import type { BenchProduct } from './product';

/** What is looked at: a record with many runs, its latest run, that run's first task, and the record's type. */
export interface Subjects {
  readonly recordId: string;
  readonly runId: string;
  readonly taskId: string;
  readonly typeName: string;
}

const CANDIDATES = 20;

/** Finds the record with the most runs among some that changed last. Throws when there is no history. */
export async function findSubjects({ url, headers }: BenchProduct): Promise<Subjects> {
  const get = async <Body>(path: string): Promise<{ body: Body; total: number }> => {
    const response = await fetch(url + path, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return { body: (await response.json()) as Body, total: Number(response.headers.get('X-Total-Count')) };
  };
  const records = await get<{ id: string; type: string }[]>(`/process-records?limit=${CANDIDATES}&sort=-updatedAt`);
  const candidates = await Promise.all(
    records.body.map(async (record) => {
      const runs = await get<{ id: string }[]>(`/process-records/${record.id}/runs?limit=1`);
      return { record, runId: runs.body[0]?.id, runs: runs.total };
    }),
  );
  const [most] = candidates.toSorted((one, other) => other.runs - one.runs);
  if (most?.runId === undefined) throw new Error('The database holds no runs: make them with npm run bench:data');
  const run = await get<{ tasks: { id: string }[] }>(`/runs/${most.runId}`);
  const taskId = run.body.tasks[0]?.id ?? '';
  return { recordId: most.record.id, runId: most.runId, taskId, typeName: most.record.type };
}
