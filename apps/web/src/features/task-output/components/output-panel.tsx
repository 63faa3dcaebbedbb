import type { Task, TaskAttempt } from '@app/api-client';
import { Checkbox, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useCommands } from '../../../shared/commands/use-commands';
import { outcomeDisplayStatus, statusLook } from '../../../shared/status/display-status';
import { logDownloadUrl } from '../api/get-log';
import { LOG_COMMANDS } from '../log-keys';
import { parseLineRange } from '../line-range';
import { logKeyHandler } from './log-key-handler';
import { LogSearchField } from './log-search-field';
import { LogView, type LogViewState } from './log-view';
import { NoOutput } from './no-output';
import styles from './output.module.css';
import { useChosenLines } from './use-chosen-lines';
import { useLog } from './use-log';
import { useLogSearch } from './use-log-search';

interface OutputPanelProps {
  task: Task;
  /** The latest when undefined. */
  attempt: number | undefined;
  onAttemptChange: (attempt: number) => void;
}

/** What an attempt of a task printed: live while it runs. */
export function OutputPanel({ task, attempt: chosen, onAttemptChange }: OutputPanelProps) {
  const attempt = task.attempts.find((one) => one.attempt === chosen) ?? task.attempts.at(-1);
  const [follow, setFollow] = useState(() => parseLineRange(window.location.hash) === null);
  const [wrap, setWrap] = useState(false);
  const lines = useChosenLines();
  const [goTo, setGoTo] = useState<{ line: number } | null>(() => lines.range && { line: lines.range.from });
  const show = (line: number) => {
    setFollow(false);
    setGoTo({ line });
  };
  useCommands('Output', LOG_COMMANDS);
  const search = useLogSearch(task.id, attempt?.attempt, show);
  const field = useRef<HTMLInputElement>(null);
  const onKeyDown = logKeyHandler({
    follow: () => setFollow((now) => !now),
    wrap: () => setWrap((now) => !now),
    search: () => field.current?.focus(),
    next: () => search.step('next'),
    previous: () => search.step('previous'),
    start: () => show(1),
    end: () => setFollow(true),
  });
  const view = { follow, onFollowChange: setFollow, wrap, search: search.text, goTo, ...lines };
  return (
    <section className={styles.panel} aria-label={`Output of ${task.taskName}`} onKeyDown={onKeyDown}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          Output{' '}
          <Link to="/tasks/$taskId" params={{ taskId: task.id }} className={styles.task}>
            {task.taskName}
          </Link>
        </h2>
        {task.attempts.length > 1 && attempt && (
          <NativeSelect
            size="xs"
            aria-label="Attempt"
            value={attempt.attempt}
            data={task.attempts.map((one) => ({ value: String(one.attempt), label: attemptLabel(one) }))}
            onChange={(event) => onAttemptChange(Number(event.currentTarget.value))}
          />
        )}
        <span className={styles.tools}>
          {attempt && <LogSearchField search={search} field={field} />}
          {attempt?.completedAt === null && (
            <Checkbox
              size="xs"
              label="Follow"
              checked={follow}
              onChange={(event) => setFollow(event.currentTarget.checked)}
            />
          )}
          <Checkbox size="xs" label="Wrap" checked={wrap} onChange={(event) => setWrap(event.currentTarget.checked)} />
          {attempt && (
            <a className={styles.download} href={logDownloadUrl(task.id, attempt.attempt)} download>
              <IconDownload size={15} aria-hidden /> Download
            </a>
          )}
        </span>
      </header>
      {attempt === undefined ? (
        <NoOutput task={task} />
      ) : (
        <AttemptOutput key={`${task.id} ${attempt.attempt}`} task={task} attempt={attempt} view={view} />
      )}
    </section>
  );
}

interface AttemptOutputProps {
  task: Task;
  attempt: TaskAttempt;
  view: LogViewState;
}

function AttemptOutput({ task, attempt, view }: AttemptOutputProps) {
  const { source, tail } = useLog(task.id, attempt.attempt);
  const running = attempt.completedAt === null;
  const nothing = source.last === 0 && source.missing.length === 0;
  if (nothing && tail.state === 'lost') return <ErrorNotice title="The output could not be read." error={tail.error} />;
  if (nothing && tail.state === 'reading') return <p className={styles.note}>Reading…</p>;
  return (
    <>
      {tail.state === 'lost' && <p className={styles.warning}>The connection was lost. Reconnecting…</p>}
      {nothing ? (
        <p className={styles.note}>{running ? 'Nothing printed yet.' : 'It printed nothing.'}</p>
      ) : (
        <LogView
          taskId={task.id}
          attempt={attempt.attempt}
          source={source}
          label={`Lines of ${task.taskName}, attempt ${attempt.attempt}`}
          view={view}
        />
      )}
    </>
  );
}

function attemptLabel(attempt: TaskAttempt): string {
  return `Attempt ${attempt.attempt}: ${statusLook(outcomeDisplayStatus(attempt.outcome)).word.toLowerCase()}`;
}
