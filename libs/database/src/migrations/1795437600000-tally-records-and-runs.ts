import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of records and of ended runs that can be read in the same time whatever the history's length. */
export class TallyRecordsAndRuns1795437600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Rows are only added and folded, never counted up: nobody waits for anybody. Their sum is the count.
      CREATE TABLE record_tally (
        type varchar(100) NOT NULL,
        status varchar(50) NOT NULL,
        records bigint NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

      -- Runs that ended and are not in run_tally yet.
      CREATE TABLE run_end (
        ended_at timestamptz NOT NULL,
        status varchar(50) NOT NULL,
        duration_class smallint NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

      -- Every ended run is in one row of each width. A quarter of an hour divides every time zone's day.
      CREATE TABLE run_tally (
        minutes smallint NOT NULL CHECK (minutes IN (1, 15, 180)),
        starts_at timestamptz NOT NULL,
        status varchar(50) NOT NULL,
        duration_class smallint NOT NULL,
        runs bigint NOT NULL CHECK (runs > 0),
        PRIMARY KEY (minutes, starts_at, status, duration_class)
      );

      -- Classes are 5 % wide, so that a percentile read from them is right to 2.5 %.
      CREATE FUNCTION duration_class(took interval) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN round(ln(greatest(extract(epoch FROM took)::double precision * 1000, 1)) / ln(1.05::double precision));
      CREATE FUNCTION duration_class_ms(class smallint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN exp(class * ln(1.05::double precision));

      CREATE FUNCTION tally_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          INSERT INTO record_tally VALUES (OLD.type, OLD.current_status, -1);
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO record_tally VALUES (NEW.type, NEW.current_status, 1);
        END IF;
        RETURN NULL;
      END $$;

      CREATE FUNCTION note_run_end() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO run_end
          VALUES (NEW.completed_at, NEW.status, duration_class(NEW.completed_at - NEW.started_at));
        RETURN NULL;
      END $$;

      -- Fills both tallies from what is there; for histories that came in while triggers were off.
      CREATE FUNCTION rebuild_tallies() RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        LOCK TABLE process_record, process_run IN SHARE ROW EXCLUSIVE MODE;
        DELETE FROM record_tally;
        DELETE FROM run_end;
        DELETE FROM run_tally;
        INSERT INTO record_tally SELECT type, current_status, count(*) FROM process_record GROUP BY 1, 2;
        INSERT INTO run_tally
          SELECT minutes, date_bin(minutes * interval '1 minute', completed_at, 'epoch'), status,
            duration_class(completed_at - started_at), count(*)
          FROM process_run, (VALUES (1), (15), (180)) width(minutes)
          WHERE completed_at IS NOT NULL GROUP BY 1, 2, 3, 4;
      END $$;

      CREATE TRIGGER tally_record AFTER INSERT OR DELETE ON process_record
        FOR EACH ROW EXECUTE FUNCTION tally_record();
      CREATE TRIGGER tally_changed_record AFTER UPDATE OF current_status, type ON process_record FOR EACH ROW
        WHEN (OLD.current_status IS DISTINCT FROM NEW.current_status OR OLD.type IS DISTINCT FROM NEW.type)
        EXECUTE FUNCTION tally_record();
      CREATE TRIGGER note_ended_run AFTER INSERT ON process_run FOR EACH ROW
        WHEN (NEW.completed_at IS NOT NULL) EXECUTE FUNCTION note_run_end();
      CREATE TRIGGER note_run_end AFTER UPDATE OF completed_at ON process_run FOR EACH ROW
        WHEN (OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL) EXECUTE FUNCTION note_run_end();

      SELECT rebuild_tallies();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER note_run_end ON process_run;
      DROP TRIGGER note_ended_run ON process_run;
      DROP TRIGGER tally_changed_record ON process_record;
      DROP TRIGGER tally_record ON process_record;
      DROP FUNCTION rebuild_tallies();
      DROP FUNCTION note_run_end();
      DROP FUNCTION tally_record();
      DROP FUNCTION duration_class_ms(smallint);
      DROP FUNCTION duration_class(interval);
      DROP TABLE run_tally;
      DROP TABLE run_end;
      DROP TABLE record_tally;
    `);
  }
}
