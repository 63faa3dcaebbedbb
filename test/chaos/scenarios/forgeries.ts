import { SqlClient, sqlState, type Statement } from '@app/database';
import { createPostgresBackend, Queue } from 'bullmq';
import { Pool } from 'pg';
import type { FaultContext } from './scenario';

interface Step {
  readonly task_id: string;
  readonly version: number;
}

const ACTIVE_STEPS: Statement = {
  name: 'chaos_active_steps',
  text: `SELECT task_instance AS task_id, version - CASE WHEN picked THEN 1 ELSE 0 END AS version
    FROM scheduled_tasks WHERE task_name = 'process-task'`,
};

// What a second, mistaken writer would do: a step for the next task while the one before it is being run.
const FORGE_STEP: Statement = {
  name: 'chaos_forge_step',
  text: `INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, run_id)
    SELECT 'process-task', next.id::text, now(), step.run_id
    FROM scheduled_tasks step JOIN tasks task ON task.id::text = step.task_instance
      JOIN tasks next ON next.run_id = task.run_id AND next.task_index = task.task_index + 1
    WHERE step.picked ORDER BY random() LIMIT 1
    RETURNING task_instance AS task_id, version`,
};

const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';
const QUEUE_NAME = 'process-steps';

/** Delivers what was delivered already, under ids that the queue does not recognise, and forges steps. */
export class Forger {
  private constructor(
    private readonly pool: Pool,
    private readonly queue: Queue,
    private readonly context: FaultContext,
  ) {}

  static open(context: FaultContext): Forger {
    const { databaseUrl, redis } = context.topology;
    const defaultJobOptions = { removeOnComplete: true, removeOnFail: true };
    const queue = redis
      ? new Queue(QUEUE_NAME, { connection: { url: redis.url }, defaultJobOptions })
      : (new Queue(
          QUEUE_NAME,
          { connection: { connectionString: databaseUrl, schema: 'bullmq', max: 2 }, defaultJobOptions },
          createPostgresBackend,
        ) as unknown as Queue);
    queue.on('error', () => undefined);
    const pool = new Pool({ connectionString: databaseUrl, max: 1, application_name: 'chaos' });
    pool.on('error', () => undefined);
    return new Forger(pool, queue, context);
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.pool.end();
  }

  /** Delivers every active step once more, whether it waits or runs. */
  async deliverAgain(): Promise<void> {
    const steps = await new SqlClient(this.pool).query<Step>(ACTIVE_STEPS);
    await this.deliver(steps);
    this.context.log.count('delivery repeated', '', steps.length);
  }

  /** Tries to make a second step for a running run; the database is to refuse it. */
  async forgeStep(): Promise<void> {
    try {
      const steps = await new SqlClient(this.pool).query<Step>(FORGE_STEP);
      await this.deliver(steps);
      if (steps.length > 0) this.context.log.count('forged step accepted');
    } catch (error) {
      // Taken for the victim where it met a transition of the same run: nothing was forged.
      if (sqlState(error) === DEADLOCK) return;
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      this.context.log.count('forged step refused');
    }
  }

  private async deliver(steps: readonly Step[]): Promise<void> {
    await this.queue.addBulk(
      steps.map(({ task_id, version }) => ({ name: 'step', data: { taskId: task_id, version: Number(version) } })),
    );
  }
}
