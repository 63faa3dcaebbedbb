import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCommands } from '../../../shared/commands/use-commands';
import { laterDay, type SchedulesSearch } from '../api/calendar-search';
import type { SchedulesWindow } from '../api/calendar-queries';
import styles from './calendar-state.module.css';

const VIEWS = [
  [undefined, 'Calendar'],
  ['timeline', 'Timeline'],
  ['load', 'Load'],
] as const;

interface CalendarDaysProps {
  search: SchedulesSearch;
  window: SchedulesWindow;
  onChange: (search: SchedulesSearch) => void;
}

/** Which view, and which days it shows. */
export function CalendarDays({ search, window, onChange }: CalendarDaysProps) {
  const { at: _, until: __, record: ___, ...shown } = search;
  const move = (steps: number) => onChange({ ...shown, day: laterDay(window.day, steps * window.days) });
  useCommands('Lists', [
    {
      id: 'earlier',
      label: window.days === 7 ? 'The week before' : 'The day before',
      keys: ['['],
      run: () => move(-1),
    },
    { id: 'later', label: window.days === 7 ? 'The next week' : 'The next day', keys: [']'], run: () => move(1) },
    { id: 'today', label: 'Today', keys: ['.'], run: () => onChange({ ...shown, day: undefined }) },
  ]);
  return (
    <div className={styles.bar}>
      <nav aria-label="Views" className={styles.views}>
        {VIEWS.map(([view, label]) => (
          <Link
            key={label}
            to="/schedules"
            search={{ ...shown, view }}
            replace
            aria-current={search.view === view ? 'page' : undefined}
            data-shown={search.view === view || undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <nav aria-label="Length" className={styles.views}>
        {([undefined, 'day'] as const).map((span) => (
          <Link
            key={span ?? 'week'}
            to="/schedules"
            search={{ ...shown, span }}
            replace
            aria-current={search.span === span ? 'true' : undefined}
            data-shown={search.span === span || undefined}
          >
            {span === undefined ? 'Week' : 'Day'}
          </Link>
        ))}
      </nav>
      <span className={styles.days}>
        <ActionIcon variant="default" size="md" aria-label="Earlier" onClick={() => move(-1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <Button size="xs" variant="default" onClick={() => onChange({ ...shown, day: undefined })}>
          Today
        </Button>
        <ActionIcon variant="default" size="md" aria-label="Later" onClick={() => move(1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
        <strong className={styles.range}>{rangeWords(window)}</strong>
        <span className="soft">{window.timeZone}</span>
      </span>
    </div>
  );
}

function rangeWords({ day, days }: SchedulesWindow): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  if (days === 1) return format.format(new Date(day));
  return format.formatRange(new Date(day), new Date(laterDay(day, days - 1)));
}
