import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists are sorted by the next fire, and compare a record's last run with its usual ones. */
export class AddNextFireAndUsualDuration1795427000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE process_record ADD COLUMN next_fire_at timestamptz;
      -- Due at once: the workers set the real moments.
      UPDATE process_record SET next_fire_at = now() WHERE schedule IS NOT NULL;
      CREATE INDEX process_record_next_fire ON process_record
        ((coalesce(next_fire_at, '2255-01-01 00:00:00+00'::timestamptz)), id);

      -- A resumed run is shorter than what a whole one takes.
      CREATE INDEX process_run_usual ON process_run (process_record_id, run_number)
        INCLUDE (started_at, completed_at) WHERE status = 'COMPLETED' AND trigger <> 'resume';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX process_run_usual;
      DROP INDEX process_record_next_fire;
      ALTER TABLE process_record DROP COLUMN next_fire_at;
    `);
  }
}
