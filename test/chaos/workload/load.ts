import { setTimeout as delay } from 'node:timers/promises';
import type { SqlClient } from '@app/database';
import type { SeededRandom } from '../seeded-random';
import type { ControlClient } from './control-client';
import type { ChaosType } from './process-types';

export interface LoadOptions {
  readonly types: readonly ChaosType[];
  /** Records to run at least; more are started while faults are still to come. */
  readonly records: number;
  /** Runs that are active at a time. */
  readonly active: number;
  /** Active runs that make no progress for this long are stuck. */
  readonly stuckAfterMs: number;
}

interface Progress {
  readonly active: number;
  /** Changes whenever any task of any run moves on. */
  readonly sign: string;
}

const LOOK_EVERY_MS = 100;
const PROGRESS = {
  name: 'chaos_progress',
  text: `SELECT count(*) FILTER (WHERE completed_at IS NULL)::integer AS active,
    (SELECT concat_ws(' ', count(*) FILTER (WHERE status = 'COMPLETED'), sum(attempt_count)) FROM tasks) AS sign
    FROM process_run`,
};

/** Starts records through the API and keeps a number of them active until there were enough and faults are over. */
export class Load {
  private readonly started = new Map<string, ChaosType>();
  private faultsOver = false;
  private startingFailed: Error | undefined;
  private starting = 0;

  constructor(
    private readonly client: ControlClient,
    private readonly sql: SqlClient,
    private readonly random: SeededRandom,
    private readonly options: LoadOptions,
  ) {}

  get records(): readonly string[] {
    return [...this.started.keys()];
  }

  typeOf(recordId: string): ChaosType | undefined {
    return this.started.get(recordId);
  }

  /** No more records than were asked for, from now on. */
  endWithFaults(): void {
    this.faultsOver = true;
  }

  /**
   * Resolves when all is over: with the records that are stuck, normally none. Throws when the API refused a request
   * or gave no answer for long.
   */
  async run(isGivenUp: () => boolean): Promise<'finished' | 'stuck' | 'given-up'> {
    let progressedAt = performance.now();
    let lastSign = '';
    for (;;) {
      if (this.startingFailed) throw this.startingFailed;
      const progress = await this.progress();
      if (progress) {
        const wanted = this.started.size < this.options.records || !this.faultsOver;
        if (!wanted && progress.active + this.starting === 0) return 'finished';
        if (wanted) this.startMore(progress.active);
        // Without active runs nothing can be stuck; requests that wait for the API have a limit of their own.
        if (progress.sign !== lastSign || progress.active === 0) progressedAt = performance.now();
        lastSign = progress.sign;
      }
      if (performance.now() - progressedAt > this.options.stuckAfterMs) return 'stuck';
      if (isGivenUp()) return 'given-up';
      await delay(LOOK_EVERY_MS);
    }
  }

  // Those being started may be counted as active already: then a few less run for a moment.
  private startMore(active: number): void {
    for (let free = this.options.active - active - this.starting; free > 0; free--) {
      if (this.faultsOver && this.started.size >= this.options.records) return;
      const type = this.random.pick(this.options.types);
      const id = `${type.name}-${this.started.size + 1}`;
      this.started.set(id, type);
      this.starting++;
      this.client
        .startRecord(id, type.name)
        .catch((error: Error) => {
          this.startingFailed = error;
        })
        .finally(() => {
          this.starting--;
        });
    }
  }

  // null while the database is away.
  private async progress(): Promise<Progress | null> {
    try {
      const [row] = await this.sql.query<Progress>(PROGRESS);
      return row ?? null;
    } catch {
      return null;
    }
  }
}
