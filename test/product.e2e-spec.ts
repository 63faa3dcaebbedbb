import {
  EngineFixture,
  eventually,
  findViolations,
  ServiceTopology,
  SHIPPED_TYPE_JOBS,
  temporaryFolder,
} from '@app/testing';

// The whole product, as its user sees it over HTTP, on both backends of the queue.
interface TaskView {
  readonly taskName: string;
  readonly status: string;
  readonly exitCode: number | null;
  readonly output: string | null;
}

const BUILT_IN: Record<string, string[]> = {
  'single-task-process': ['test-1-1'],
  'two-task-process': ['test-2-1', 'test-2-2'],
  'three-task-process': ['test-3-1', 'test-3-2', 'test-3-3'],
};
const RECORDS = 200;

describe.each(['postgres', 'redis'] as const)('with the queue on %s', (backend) => {
  let topology: ServiceTopology;
  let engine: EngineFixture;

  beforeAll(async () => {
    topology = await ServiceTopology.start({ backend, workers: 2, env: { WORKER_CONCURRENCY: '4' } });
    engine = await EngineFixture.open(topology.database.url);
  });

  afterAll(async () => {
    const violations = engine ? await findViolations(engine.sql) : [];
    await engine?.close();
    await topology?.stop();
    expect(violations).toEqual([]);
  });

  const start = (id: string, type: string, inputData: unknown = {}) =>
    topology.call('POST', '/process-records', { id, type, inputData, start: true });

  async function ended(id: string): Promise<{ status: string; tasks: TaskView[] }> {
    const status = await eventually(
      `record ${id} ends`,
      async () => {
        const now = await topology.statusOf(id);
        return now !== 'IN_PROGRESS' && now;
      },
      240_000,
    );
    return { status, tasks: (await topology.call<{ tasks: TaskView[] }>('GET', `/api/processes/${id}`)).tasks };
  }

  it.each(Object.entries(BUILT_IN))('completes %s', async (type, names) => {
    await start(`built-in-${type}`, type);
    const { status, tasks } = await ended(`built-in-${type}`);
    expect(status).toBe('COMPLETED');
    expect(tasks.map((task) => [task.taskName, task.status, task.exitCode])).toEqual(
      names.map((name) => [name, 'COMPLETED', 0]),
    );
    expect(tasks[0]?.output).toContain(`${names[0]}: attempt 1 for built-in-${type}`);
  });

  it('fails failing-process, with the reason and what it printed', async () => {
    await start('fails', 'failing-process');
    const { status, tasks } = await ended('fails');
    expect(status).toBe('FAILED');
    expect(tasks).toMatchObject([{ taskName: 'test-failing', status: 'FAILED', exitCode: 1 }]);
    expect(tasks[0]?.output).toContain('this task fails on purpose');
  });

  it.each(SHIPPED_TYPE_JOBS.map((job) => [job.type, job] as const))(
    'does with %s the same as the commands run by hand',
    async (type, job) => {
      const folder = temporaryFolder(`job-${type}`);
      try {
        await start(`job-${type}`, type, job.prepare(folder.path));
        const { status, tasks } = await ended(`job-${type}`);
        expect(tasks.filter((task) => task.status !== 'COMPLETED')).toEqual([]);
        expect(status).toBe('COMPLETED');
        job.verify(folder.path);
      } finally {
        folder.remove();
      }
    },
  );

  it(`completes ${RECORDS} records of three-task-process that are started at once`, async () => {
    const ids = Array.from({ length: RECORDS }, (_, index) => `burst-${index}`);
    await Promise.all(ids.map((id) => start(id, 'three-task-process')));
    await eventually(
      `${RECORDS} records are completed`,
      async () => {
        const rows = await engine.rows(
          `SELECT current_status, count(*)::integer AS n FROM process_record WHERE id LIKE 'burst-%' GROUP BY 1`,
        );
        expect(rows.filter((row) => row.current_status === 'FAILED')).toEqual([]);
        return rows.length === 1 && rows[0]?.current_status === 'COMPLETED' && rows[0].n === RECORDS;
      },
      240_000,
    );
    const attempts = await engine.row(
      `SELECT count(*)::integer AS n, count(*) FILTER (WHERE outcome = 'SUCCEEDED')::integer AS succeeded,
         count(DISTINCT task_id)::integer AS tasks
       FROM task_attempt JOIN process_run ON process_run.id = run_id WHERE process_record_id LIKE 'burst-%'`,
    );
    expect(attempts).toEqual({ n: 3 * RECORDS, succeeded: 3 * RECORDS, tasks: 3 * RECORDS });
  });
});
