import type { ScheduledTaskGroup } from '@app/api-client';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useRunFailed } from '../api/change-work';
import styles from './work-list.module.css';

/** One request moves this many. */
const MOST_AT_ONCE = 1_000;

/** Asks once, then lets all rows of a name that wait after a failure run now. */
export function RunFailed({ group: { taskName, failed } }: { group: ScheduledTaskGroup }) {
  const [asking, setAsking] = useState(false);
  const run = useRunFailed(taskName);
  const count = Math.min(failed, MOST_AT_ONCE).toLocaleString('en');
  if (!asking)
    return (
      <Button size="compact-xs" variant="default" loading={run.isPending} onClick={() => setAsking(true)}>
        Run all failed now
      </Button>
    );
  return (
    <span className={styles.question}>
      Run {count} now instead of after their pause?
      <Button
        size="compact-xs"
        autoFocus
        leftSection={<IconPlayerPlay size={13} aria-hidden />}
        loading={run.isPending}
        onClick={() => run.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        Run {count}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setAsking(false)}>
        Leave them
      </Button>
    </span>
  );
}
