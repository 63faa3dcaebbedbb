import type { ProcessRecord, ProcessRun, Task } from '@app/api-client';
import { useNavigate } from '@tanstack/react-router';
import { useChangeRun } from '../../features/records/api/change-run';
import { RecordHeader } from '../../features/records/components/record-header';
import { RecordDetails } from '../../features/records/components/record-details';
import { likelyTask } from '../../features/runs/choose-task';
import { FailureBanner } from '../../features/runs/components/failure-banner';
import { RunDefinitionPanel } from '../../features/runs/components/run-definition-panel';
import { RunGrid } from '../../features/runs/components/run-grid';
import { RunHeading } from '../../features/runs/components/run-heading';
import { RunList } from '../../features/runs/components/run-list';
import { RunTimeline } from '../../features/runs/components/run-timeline';
import { parseBackfillSearch } from '../../features/schedules/backfill-range';
import { RecordSchedule } from '../../features/schedules/components/record-schedule';
import { LastLines } from '../../features/task-output/components/last-lines';
import { OutputPanel } from '../../features/task-output/components/output-panel';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { statusLook } from '../../shared/status/display-status';
import type { TaskSelection } from '../router-search';
import page from './page.module.css';
import styles from './record-page.module.css';

interface RecordViewProps {
  record: ProcessRecord;
  /** Undefined when there is none, or while the list of runs does not have it yet. */
  run: ProcessRun | undefined;
  tasks: readonly Task[];
  selection: TaskSelection;
  isLatest: boolean;
}

export function RecordView({ record, run, tasks, selection, isLatest }: RecordViewProps) {
  const change = useChangeRun(record.id);
  const navigate = useNavigate();
  const selected = tasks.find(({ taskIndex }) => taskIndex === selection.task) ?? likelyTask(tasks);
  const status = statusLook(isLatest ? record.currentStatus : (run?.status ?? record.currentStatus)).word;
  return (
    <div className={page.page}>
      <title>{`${status}: ${record.id} · Process Orchestrator`}</title>
      <RecordHeader record={record} change={change} onDeleted={() => void navigate({ to: '/processes' })} />
      {change.error && <ErrorNotice error={change.error} onDismiss={() => change.reset()} />}
      {record.latestRunId !== null && <RunHeading record={record} run={run} isLatest={isLatest} />}
      {run && <FailureBanner run={run} tasks={tasks} output={(task) => <LastLines task={task} />} />}
      {record.latestRunId === null && (
        <div className={styles.empty}>
          <EmptyState title="Not run yet">
            Start makes the first run; its tasks and their output appear here.
          </EmptyState>
        </div>
      )}
      {run && <RunTimeline run={run} tasks={tasks} selected={selected} />}
      {run && selected && (
        <div className={styles.output} data-running={selected.attempts.at(-1)?.completedAt === null || undefined}>
          <OutputPanel
            task={selected}
            attempt={selection.attempt}
            onAttemptChange={(attempt) =>
              void navigate({
                to: '.',
                search: { ...selection, task: selected.taskIndex, attempt },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </div>
      )}
      {record.latestRunId !== null && (
        <RunGrid recordId={record.id} shownRunId={isLatest ? record.latestRunId : (run?.id ?? null)} />
      )}
      {run && (
        <RunDefinitionPanel
          run={run}
          compare={selection.compare}
          onCompare={(compare) =>
            void navigate({ to: '.', search: { ...selection, compare }, replace: true, resetScroll: false })
          }
        />
      )}
      {record.schedule !== null && (
        <RecordSchedule
          record={record}
          backfill={parseBackfillSearch({ ...selection })}
          onBackfillChange={(range) =>
            void navigate({
              to: '.',
              search: { ...selection, backfill: range && true, from: range?.from, to: range?.to },
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
      <div className={styles.rest}>
        <RunList recordId={record.id} shownRunId={isLatest ? record.latestRunId : (run?.id ?? null)} />
        <RecordDetails record={record} run={isLatest ? undefined : run} />
      </div>
    </div>
  );
}
