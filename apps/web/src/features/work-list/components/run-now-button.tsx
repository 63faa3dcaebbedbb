import type { ScheduledTask } from '@app/api-client';
import { ActionIcon } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useChangeWork } from '../api/change-work';
import { workTitle } from '../work-words';

/** Lets a row that waits run now; nothing for one that runs. */
export function RunNowButton({ row }: { row: ScheduledTask }) {
  const change = useChangeWork(row);
  if (row.picked) return null;
  return (
    <ActionIcon
      size={26}
      variant="subtle"
      color="gray"
      aria-label={`Run ${workTitle(row)} now`}
      title={row.taskName === 'process-schedule' ? 'Start a run now, by hand' : 'Run now'}
      loading={change.isPending}
      onClick={() => change.mutate({ kind: 'run-now' })}
    >
      <IconPlayerPlay size={15} aria-hidden />
    </ActionIcon>
  );
}
