import type { ProcessRecord } from '@app/api-client';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { StatusBadge } from '../../../shared/status/status-badge';
import { CopyButton } from '../../../shared/text/copy-button';
import { May } from '../../account/components/may';
import type { RunAction, useChangeRun } from '../api/change-run';
import { DeleteRecord } from './delete-record';
import { NextRunHint } from './next-run-hint';
import { RecordActions } from './record-actions';
import styles from './record-header.module.css';
import { ResumeRecord } from './resume-record';
import { useRecordCommands } from './use-record-commands';

interface RecordHeaderProps {
  record: ProcessRecord;
  change: ReturnType<typeof useChangeRun>;
  onDeleted: () => void;
}

const ASKS_FIRST: readonly RunAction[] = ['resume'];

/** Name, state and actions of a record. */
export function RecordHeader({ record, change, onDeleted }: RecordHeaderProps) {
  const [asking, setAsking] = useState<'delete' | 'resume' | null>(null);
  const done = () => setAsking(null);
  const act = (action: RunAction) => (action === 'resume' ? setAsking('resume') : change.mutate(action));
  useRecordCommands(record, act, ASKS_FIRST);
  const running = record.currentStatus === 'IN_PROGRESS';
  const progress = running ? `${record.currentTaskIndex}/${record.totalTasks}` : undefined;
  return (
    <>
      <header className={styles.header}>
        <div className={styles.name}>
          <h1 className={styles.id}>{record.id}</h1>
          <CopyButton text={record.id} what="id" />
          <StatusBadge status={record.currentStatus} size="large" detail={progress} />
          <Link to="/types/$name" params={{ name: record.type }} className="soft">
            {record.type}
          </Link>
        </div>
        <May do="run-processes">
          <div className={styles.actions}>
            <RecordActions status={record.currentStatus} change={change} onAction={act} />
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={15} />}
              renderRoot={(props) => <Link to="/processes/$id/edit" params={{ id: record.id }} {...props} />}
            >
              Edit
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={30} aria-label="More actions" title="More actions">
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconTrash size={15} />}
                  disabled={running}
                  title={running ? 'Stop it first' : undefined}
                  onClick={() => setAsking('delete')}
                >
                  Delete…
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </div>
        </May>
      </header>
      {asking === 'delete' && <DeleteRecord record={record} onCancel={done} onDeleted={onDeleted} />}
      {asking === 'resume' && !running && (
        <ResumeRecord
          recordId={record.id}
          onCancel={done}
          onResume={() => {
            change.mutate('resume');
            done();
          }}
        />
      )}
      {!running && asking === null && record.latestRunId !== null && <NextRunHint recordId={record.id} />}
    </>
  );
}
