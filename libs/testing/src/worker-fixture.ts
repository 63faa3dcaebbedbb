import { join } from 'node:path';
import { EngineFixture } from './engine-fixture';
import { type TestDatabase, testDatabase } from './test-database';
import { runTypescript, type TypescriptProcess } from './typescript-process';

/** A worker process from source on a database of its own; the test starts runs through `engine`. */
export class WorkerFixture {
  private constructor(
    readonly database: TestDatabase,
    readonly engine: EngineFixture,
    readonly worker: TypescriptProcess,
  ) {}

  /**
   * Resolves when the worker takes work.
   * @param folder for its data; the caller removes it after `close`
   */
  static async start(folder: string, env: Readonly<Record<string, string>> = {}): Promise<WorkerFixture> {
    const database = await testDatabase();
    const engine = await EngineFixture.open(database.url);
    const worker = runTypescript('apps/worker/src/main.ts', [], {
      env: { DATABASE_URL: database.url, DATA_DIR: join(folder, 'data'), SWEEP_MS: '100', ...env },
    });
    const fixture = new WorkerFixture(database, engine, worker);
    try {
      await worker.line(/isolation mode/);
      return fixture;
    } catch (error) {
      await fixture.close();
      throw error;
    }
  }

  /** Starts a run of a new record of the type, which has one task. */
  async start(id: string, type: string): Promise<void> {
    await this.engine.saveRecord(id, type, 1);
    await this.engine.runs.start(id, { triggeredBy: 'test' });
  }

  /** Kills the worker and drops the database. */
  async close(): Promise<void> {
    await this.worker.end('SIGKILL');
    await this.engine.close();
    await this.database.drop();
  }
}
