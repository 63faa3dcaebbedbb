import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { May } from '../../features/account/components/may';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { recordListQuery } from '../../features/records/api/list-records';
import { isFiltered, type RecordFilter } from '../../features/records/api/record-filter';
import { RecordFilters } from '../../features/records/components/record-filters';
import { RecordsTable } from '../../features/records/components/records-table';
import { ViewTabs } from '../../features/records/views/view-tabs';
import { statusLook } from '../../shared/status/display-status';
import page from './page.module.css';

const route = getRouteApi('/processes');

export function ProcessesPage() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const setFilter = useCallback((next: RecordFilter) => void navigate({ search: next, replace: true }), [navigate]);
  const types = useQuery(typeListQuery);
  const { data } = useInfiniteQuery(recordListQuery(filter));
  const total = data?.pages[0]?.total;
  const status = filter.status === undefined ? '' : `${statusLook(filter.status).word} `;
  return (
    <div className={page.filled}>
      <title>{`${status}Processes · Process Orchestrator`}</title>
      <div className={page.head}>
        <h1>
          Processes{' '}
          {total !== undefined && (
            <span className={page.count}>
              {total.toLocaleString('en')}
              {isFiltered(filter) && ' match'}
            </span>
          )}
        </h1>
        <May do="run-processes">
          <Button
            size="xs"
            leftSection={<IconPlus size={15} />}
            renderRoot={(props) => <Link to="/processes/new" {...props} />}
          >
            New process
          </Button>
        </May>
      </div>
      <ViewTabs filter={filter} />
      <RecordFilters
        all
        filter={filter}
        typeNames={types.data?.processTypes.map(({ name }) => name) ?? []}
        onChange={setFilter}
      />
      <RecordsTable key={JSON.stringify(filter)} filter={filter} onFilterChange={setFilter} />
    </div>
  );
}
