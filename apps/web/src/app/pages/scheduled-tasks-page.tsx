import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { workGroupsQuery } from '../../features/work-list/api/list-groups';
import { filterOf, type WorkListSearch } from '../../features/work-list/api/work-list-filter';
import { RowPanel } from '../../features/work-list/components/row-panel';
import { StateTabs } from '../../features/work-list/components/state-tabs';
import { WorkFilters } from '../../features/work-list/components/work-filters';
import { WorkGroups } from '../../features/work-list/components/work-groups';
import styles from '../../features/work-list/components/work-list.module.css';
import { WorkTable } from '../../features/work-list/components/work-table';
import page from './page.module.css';

const route = getRouteApi('/scheduled-tasks');

export function ScheduledTasksPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const setSearch = useCallback((next: WorkListSearch) => void navigate({ search: next, replace: true }), [navigate]);
  const { data: groups } = useQuery(workGroupsQuery);
  const total = groups?.groups.reduce((sum, group) => sum + group.total, 0);
  const actionsAllowed = groups?.actionsAllowed ?? false;
  return (
    <div className={page.filled}>
      <title>Scheduled tasks · Process Orchestrator</title>
      <h1 className={page.title}>
        Scheduled tasks {total !== undefined && <span className={page.count}>{total.toLocaleString('en')}</span>}
      </h1>
      <StateTabs search={search} groups={groups} />
      <WorkFilters search={search} groups={groups} onChange={setSearch} />
      <div className={styles.body}>
        <div className={styles.list}>
          {search.grouped && groups ? (
            <WorkGroups search={search} groups={groups} onChange={setSearch} />
          ) : (
            <WorkTable
              key={JSON.stringify(filterOf(search))}
              search={search}
              actionsAllowed={actionsAllowed}
              onChange={setSearch}
            />
          )}
        </div>
        {search.row !== undefined && (
          <RowPanel
            key={search.row}
            row={search.row}
            dataShown={groups?.dataShown ?? true}
            actionsAllowed={actionsAllowed}
            onClose={() => setSearch({ ...search, row: undefined })}
          />
        )}
      </div>
    </div>
  );
}
