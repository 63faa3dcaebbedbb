import type { ProcessRecord } from '@app/api-client';
import { Button } from '@mantine/core';
import { IconCalendarPlus, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useMay } from '../../account/use-may';
import { useSetSchedulePaused } from '../api/change-schedule';
import type { BackfillSearch } from '../backfill-range';
import { splitSchedule } from '../schedule-draft';
import { RecordBackfill } from './record-backfill';
import { RecordNextFires } from './record-next-fires';
import { RecordPastFires } from './record-past-fires';
import styles from './record-schedule.module.css';
import { RecordScheduleFacts } from './record-schedule-facts';
import { RecordScheduleState } from './record-schedule-state';
import { RecordWaitingFires } from './record-waiting-fires';

interface RecordScheduleProps {
  record: ProcessRecord;
  /** The range of the backfill that is being planned; undefined when none is. */
  backfill: BackfillSearch | undefined;
  onBackfillChange: (backfill: BackfillSearch | undefined) => void;
}

/** The schedule of a record: what it says, when it fires next, what became of its fires, and what can be done to it. */
export function RecordSchedule({ record, backfill, onBackfillChange }: RecordScheduleProps) {
  const setPaused = useSetSchedulePaused(record.id);
  const mayChange = useMay()('run-processes');
  const isPaused = record.schedulePausedAt !== null;
  // The fires of a delay follow from the ends of runs: there are none to make up for.
  const mayBackfill = mayChange && splitSchedule(record.schedule).kind !== 'delay';
  return (
    <section className={styles.panel} aria-label="Schedule">
      <header className={styles.head}>
        <h2>Schedule</h2>
        {mayBackfill && backfill === undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCalendarPlus size={15} aria-hidden />}
            onClick={() => onBackfillChange({})}
          >
            Backfill…
          </Button>
        )}
        {mayChange && (
          <Button
            size="xs"
            variant="default"
            leftSection={
              isPaused ? <IconPlayerPlay size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />
            }
            loading={setPaused.isPending}
            onClick={() => setPaused.mutate(!isPaused)}
          >
            {isPaused ? 'Resume schedule' : 'Pause schedule'}
          </Button>
        )}
      </header>
      <div className={styles.notices}>
        {setPaused.error && <ErrorNotice error={setPaused.error} onDismiss={() => setPaused.reset()} />}
        <RecordScheduleState record={record} />
        <RecordWaitingFires recordId={record.id} />
        {mayBackfill && backfill !== undefined && (
          <RecordBackfill
            recordId={record.id}
            timeZone={record.timeZone ?? 'UTC'}
            search={backfill}
            onSearchChange={onBackfillChange}
          />
        )}
      </div>
      <div className={styles.columns}>
        <div className={styles.part}>
          <RecordScheduleFacts record={record} />
          <RecordNextFires record={record} />
        </div>
        <RecordPastFires record={record} />
      </div>
    </section>
  );
}
