import type { ScheduledTaskDetail } from '@app/api-client';
import { Button, TextInput } from '@mantine/core';
import { IconClock, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { serverNow } from '../../../shared/time/clock';
import { fromLocalField, toLocalField } from '../../../shared/time/time-range';
import { useChangeWork } from '../api/change-work';
import styles from './work-list.module.css';

const LATER_MS = 3_600_000;

/** What can be done with a row; what cannot says why. Each but running now asks once more. */
export function RowActionsPanel({ row }: { row: ScheduledTaskDetail }) {
  const [asking, setAsking] = useState<'reschedule' | 'delete' | null>(null);
  const change = useChangeWork(row);
  const close = () => setAsking(null);
  const { runNow, reschedule, delete: remove } = row.refusals;
  const refusals = [...new Set([runNow, reschedule, remove])].filter((refusal) => refusal !== null);
  return (
    <section className={styles.actions} aria-label="Actions">
      <div className={styles.actionButtons}>
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          disabled={runNow !== null}
          loading={change.isPending && change.variables.kind === 'run-now'}
          onClick={() => change.mutate({ kind: 'run-now' })}
        >
          Run now
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconClock size={15} aria-hidden />}
          disabled={reschedule !== null}
          onClick={() => setAsking('reschedule')}
        >
          Run at …
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={15} aria-hidden />}
          disabled={remove !== null}
          onClick={() => setAsking('delete')}
        >
          Delete
        </Button>
      </div>
      {refusals.map((refusal) => (
        <p key={refusal} className="soft">
          {refusal}
        </p>
      ))}
      {asking === 'reschedule' && (
        <RescheduleForm
          isPending={change.isPending}
          onCancel={close}
          onChoose={(executionTime) => change.mutate({ kind: 'reschedule', executionTime }, { onSuccess: close })}
        />
      )}
      {asking === 'delete' && (
        <div className={styles.question}>
          <span>
            Stops run {row.runNumber} of <strong>{row.processRecordId}</strong>: a run without its row would never end.
            {row.picked && ' The command that runs is ended.'}
          </span>
          <Button size="xs" variant="default" autoFocus onClick={close}>
            Keep it
          </Button>
          <Button
            size="xs"
            color="red"
            loading={change.isPending}
            onClick={() => change.mutate({ kind: 'delete' }, { onSuccess: close })}
          >
            Stop the run
          </Button>
        </div>
      )}
    </section>
  );
}

interface RescheduleFormProps {
  isPending: boolean;
  onChoose: (executionTime: string) => void;
  onCancel: () => void;
}

function RescheduleForm({ isPending, onChoose, onCancel }: RescheduleFormProps) {
  const [value, setValue] = useState(() => toLocalField(new Date(serverNow() + LATER_MS).toISOString()));
  const moment = fromLocalField(value);
  const id = useId();
  return (
    <form
      className={styles.question}
      onSubmit={(event) => {
        event.preventDefault();
        if (moment !== undefined) onChoose(moment);
      }}
    >
      <label htmlFor={id}>Run at</label>
      <TextInput
        id={id}
        size="xs"
        type="datetime-local"
        data-autofocus
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={moment === undefined} loading={isPending}>
        Set the time
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        Leave it
      </Button>
    </form>
  );
}
