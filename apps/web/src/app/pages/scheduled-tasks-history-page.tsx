import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { workGroupsQuery } from '../../features/work-list/api/list-groups';
import type { HistoryFilter } from '../../features/work-list/api/work-list-filter';
import { HistoryFilters } from '../../features/work-list/components/history-filters';
import { HistoryTable } from '../../features/work-list/components/history-table';
import { StateTabs } from '../../features/work-list/components/state-tabs';
import styles from '../../features/work-list/components/work-list.module.css';
import page from './page.module.css';

const route = getRouteApi('/scheduled-tasks/history');

export function ScheduledTasksHistoryPage() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const setFilter = useCallback((next: HistoryFilter) => void navigate({ search: next, replace: true }), [navigate]);
  const { data: groups } = useQuery(workGroupsQuery);
  return (
    <div className={page.filled}>
      <title>History · Scheduled tasks · Process Orchestrator</title>
      <h1 className={page.title}>Scheduled tasks</h1>
      <StateTabs groups={groups} />
      <HistoryFilters filter={filter} onChange={setFilter} />
      <div className={styles.body}>
        <div className={styles.list}>
          <HistoryTable key={JSON.stringify(filter)} filter={filter} />
        </div>
      </div>
    </div>
  );
}
