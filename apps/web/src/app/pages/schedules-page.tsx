import { Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../features/account/use-may';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { usePauseSchedules } from '../../features/schedules/api/calendar-pause';
import {
  scheduleSwitchQuery,
  scheduleTotalsQuery,
  type SchedulesWindow,
} from '../../features/schedules/api/calendar-queries';
import { dayAt, daysOf, type SchedulesSearch } from '../../features/schedules/api/calendar-search';
import { CalendarDays } from '../../features/schedules/components/calendar-days';
import { CalendarFilters } from '../../features/schedules/components/calendar-filters';
import { CalendarPanel } from '../../features/schedules/components/calendar-panel';
import { CalendarState } from '../../features/schedules/components/calendar-state';
import { CalendarView } from '../../features/schedules/components/calendar-view';
import { LoadView } from '../../features/schedules/components/load-view';
import { TimelineView } from '../../features/schedules/components/timeline-view';
import { ownTimeZone } from '../../shared/time/own-time-zone';
import { useCoarseNow } from '../../shared/time/ticker';
import { useTimesInUtc } from '../../shared/time/time-zone-preference';
import page from './page.module.css';
import styles from './schedules-page.module.css';

const route = getRouteApi('/schedules');

export function SchedulesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const setSearch = (next: SchedulesSearch) => void navigate({ search: next, replace: true });
  const [utc] = useTimesInUtc();
  const timeZone = utc ? 'UTC' : ownTimeZone();
  const today = dayAt(useCoarseNow(), timeZone);
  const window: SchedulesWindow = { ...daysOf(search, today), timeZone };
  const { data: totals } = useQuery(scheduleTotalsQuery);
  const { data: all } = useQuery(scheduleSwitchQuery);
  const { data: types } = useQuery(typeListQuery);
  const mayPause = useMay()('run-processes');
  const pause = usePauseSchedules();
  const { at, until } = search;
  return (
    <div className={page.page}>
      <title>Schedules · Process Orchestrator</title>
      <div className={page.head}>
        <h1>
          Schedules{' '}
          {totals && (
            <span className={page.count}>
              {totals.scheduled.toLocaleString('en')}
              {totals.paused > 0 && `, ${totals.paused.toLocaleString('en')} paused`}
            </span>
          )}
        </h1>
        {mayPause && all && !all.paused && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            loading={pause.isPending}
            onClick={() => pause.mutate({ recordId: null, paused: true })}
          >
            Pause all
          </Button>
        )}
      </div>
      <CalendarState window={window} />
      <CalendarDays search={search} window={window} onChange={setSearch} />
      <CalendarFilters
        search={search}
        typeNames={types?.processTypes.map(({ name }) => name) ?? []}
        onChange={setSearch}
      />
      <div className={styles.body}>
        <div className={styles.view}>
          <View search={search} window={window} onChange={setSearch} />
        </div>
        {at !== undefined && until !== undefined && (
          <CalendarPanel
            key={`${at} ${until} ${search.record}`}
            search={search}
            at={at}
            until={until}
            onClose={() => setSearch({ ...search, at: undefined, until: undefined, record: undefined })}
          />
        )}
      </div>
    </div>
  );
}

interface ViewProps {
  search: SchedulesSearch;
  window: SchedulesWindow;
  onChange: (search: SchedulesSearch) => void;
}

function View({ search, window, onChange }: ViewProps) {
  switch (search.view) {
    case undefined:
      return <CalendarView search={search} window={window} />;
    case 'timeline':
      return <TimelineView search={search} window={window} />;
    case 'load':
      return <LoadView key={search.threshold} search={search} window={window} onChange={onChange} />;
    default:
      return search.view satisfies never;
  }
}
