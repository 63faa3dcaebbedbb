import type { Execution, ScheduledTask } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { workTitle } from '../work-words';
import styles from './work-list.module.css';

interface WorkSubjectProps {
  row: Pick<
    ScheduledTask | Execution,
    'taskName' | 'taskInstance' | 'processRecordId' | 'runId' | 'runNumber' | 'stepName'
  >;
}

/** Where a row or an execution leads: to its process, its run and its task, as far as there are any. */
export function WorkSubject({ row }: WorkSubjectProps) {
  const { taskName, taskInstance, processRecordId, runId, runNumber, stepName } = row;
  if (processRecordId === null) return <span className="mono">{workTitle(row)}</span>;
  return (
    <span className={styles.subject}>
      <Link to="/processes/$id" params={{ id: processRecordId }}>
        {processRecordId}
      </Link>
      {runId !== null && (
        <Link to="/processes/$id/runs/$runId" params={{ id: processRecordId, runId }}>
          run {runNumber}
        </Link>
      )}
      {taskName === 'process-task' && (
        <Link to="/tasks/$taskId" params={{ taskId: taskInstance }}>
          {stepName ?? 'task'}
        </Link>
      )}
    </span>
  );
}
