import type { PreviewedTask, RunPreview } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { StatusIcon } from '../../../shared/status/status-icon';
import { runPreviewQuery } from '../api/preview-run';
import { changeWords } from './next-run-words';
import styles from './resume-record.module.css';

interface ResumeRecordProps {
  recordId: string;
  onResume: () => void;
  onCancel: () => void;
}

/** Says which tasks a resume keeps and which run again, and asks. */
export function ResumeRecord({ recordId, onResume, onCancel }: ResumeRecordProps) {
  const { data, error, refetch } = useQuery({ ...runPreviewQuery(recordId, 'resume'), staleTime: 0 });
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const mayResume = data !== undefined && data.refusal === null;
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label="Resume this process"
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={48} />}
      {data && <Plan preview={data} />}
      <div className={styles.buttons}>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="xs" leftSection={<IconPlayerTrackNext size={15} />} disabled={!mayResume} onClick={onResume}>
          Resume now
        </Button>
      </div>
    </section>
  );
}

function Plan({ preview }: { preview: RunPreview }) {
  if (preview.refusal !== null)
    return (
      <div>
        <p className={styles.title}>{preview.refusal}</p>
        {preview.issues.map(({ field, message }) => (
          <p key={field} className="soft">
            <code>{field}</code> {message}
          </p>
        ))}
      </div>
    );
  const changes = changeWords(preview);
  return (
    <div className={styles.plan}>
      <TaskGroup title="Keeps" icon="completed" tasks={preview.tasks.filter(({ kept }) => kept)} />
      <TaskGroup title="Runs" icon="running" tasks={preview.tasks.filter(({ kept }) => !kept)} />
      {changes !== null && <p className={styles.changes}>{changes}</p>}
    </div>
  );
}

interface TaskGroupProps {
  title: string;
  icon: 'completed' | 'running';
  tasks: readonly PreviewedTask[];
}

function TaskGroup({ title, icon, tasks }: TaskGroupProps) {
  return (
    <div className={styles.group}>
      <span className={styles.title}>{title}</span>
      {tasks.length === 0 && <span className="soft">no task</span>}
      <ul aria-label={title} className={styles.tasks}>
        {tasks.map(({ index, name, changed }) => (
          <li key={index}>
            <StatusIcon tone={icon} size={14} still />
            {name}
            {changed && <em> changed</em>}
          </li>
        ))}
      </ul>
    </div>
  );
}
