import type { Worker } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../../shared/text/copy-button';
import { TimeAgo } from '../../../shared/time/time-ago';
import { isolationWords } from '../isolation-words';
import { lifeWords } from '../worker-life';
import { Heartbeat } from './heartbeat';
import { RunningSteps } from './running-steps';
import { Slots } from './slots';
import { WorkerState } from './worker-state';
import styles from './workers.module.css';

interface WorkerItemProps {
  worker: Worker;
  /** True when the address points to this worker: it is brought into sight. */
  isTarget: boolean;
}

/** A worker: how it is, what it runs, and where. Its id is its address on the page. */
export function WorkerItem({ worker, isTarget }: WorkerItemProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isTarget) item.current?.scrollIntoView({ block: 'center' });
  }, [isTarget]);
  const words = lifeWords(worker);
  return (
    <li
      ref={item}
      id={worker.id}
      className={styles.worker}
      data-target={isTarget || undefined}
      data-gone={!worker.alive || undefined}
    >
      <div className={styles.head} data-row={worker.id}>
        <WorkerState worker={worker} />
        <Link to="/workers" hash={worker.id} className={`mono ${styles.id}`} aria-current={isTarget || undefined}>
          {worker.id}
        </Link>
        <CopyButton text={worker.id} what="id" />
        {worker.alive && <Slots running={worker.running} of={worker.concurrency} />}
      </div>
      {words !== null && <p className={styles.words}>{words}</p>}
      {worker.steps.length > 0 && <RunningSteps steps={worker.steps} />}
      {worker.alive && worker.steps.length === 0 && <p className={styles.idle}>Runs nothing now.</p>}
      <WorkerFacts worker={worker} />
    </li>
  );
}

function WorkerFacts({ worker }: { worker: Worker }) {
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Heartbeat</dt>
        <dd>
          <Heartbeat at={worker.lastHeartbeatAt} />
        </dd>
      </div>
      <div>
        <dt>Isolation</dt>
        <dd title={isolationWords(worker.isolation)}>{worker.isolation}</dd>
      </div>
      <div>
        <dt>Host</dt>
        <dd>{worker.host}</dd>
      </div>
      <div>
        <dt>Process</dt>
        <dd className="tabular">{worker.pid}</dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{worker.version ?? '–'}</dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd>
          <TimeAgo at={worker.startedAt} />
        </dd>
      </div>
      {worker.stoppedAt !== null && (
        <div>
          <dt>Stopped</dt>
          <dd>
            <TimeAgo at={worker.stoppedAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}
