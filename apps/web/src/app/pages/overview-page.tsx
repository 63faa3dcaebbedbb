import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { May } from '../../features/account/components/may';
import { typeListQuery } from '../../features/process-types/api/list-types';
import type { RecordFilter } from '../../features/records/api/record-filter';
import { NeedsAttention } from '../../features/records/components/needs-attention';
import { NextFires } from '../../features/records/components/next-fires';
import { RecordFilters } from '../../features/records/components/record-filters';
import { RunningNow } from '../../features/records/components/running-now';
import { TaskMatrix } from '../../features/records/components/task-matrix';
import { DEFAULT_WINDOW, statisticsQuery } from '../../features/statistics/api/get-statistics';
import { CountCards } from '../../features/statistics/components/count-cards';
import { Headline } from '../../features/statistics/components/headline';
import { ThroughputPanel } from '../../features/statistics/components/throughput-panel';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { DIGEST_ROWS } from '../router-search';
import styles from './overview-page.module.css';
import page from './page.module.css';

const route = getRouteApi('/');

export function OverviewPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kept = search.window;
  const window = kept ?? DEFAULT_WINDOW;
  const filter = useMemo((): RecordFilter => {
    const { window: _, ...rest } = search;
    return rest;
  }, [search]);
  const setFilter = useCallback(
    (next: RecordFilter) => void navigate({ search: { ...next, ...(kept && { window: kept }) }, replace: true }),
    [navigate, kept],
  );
  const statistics = useQuery(statisticsQuery(window));
  const types = useQuery(typeListQuery);
  const isNarrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const failed = statistics.data?.byStatus.FAILED;
  const charts = (
    <ThroughputPanel
      key="charts"
      statistics={statistics.data}
      window={window}
      onWindowChange={(next) => void navigate({ search: { ...search, window: next }, replace: true })}
    />
  );
  const digests = (
    <div key="digests" className={styles.digests}>
      <NeedsAttention limit={DIGEST_ROWS} failed={failed} />
      <RunningNow limit={DIGEST_ROWS} />
      <NextFires limit={DIGEST_ROWS} />
    </div>
  );
  return (
    <div className={page.page}>
      <title>{`${failed ? `${failed} failed · ` : ''}Overview · Process Orchestrator`}</title>
      <div className={page.head}>
        <h1>Overview</h1>
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
      {statistics.error && statistics.data === undefined && (
        <ErrorNotice error={statistics.error} onRetry={() => void statistics.refetch()} />
      )}
      <Headline statistics={statistics.data} />
      {/* What is wrong comes first where not everything is in sight at once. */}
      {isNarrow ? [digests, charts] : [charts, digests]}
      <section className={page.section} aria-labelledby="matrix-title">
        <div className={page.head}>
          <h2 id="matrix-title">Processes and their tasks</h2>
          <RecordFilters
            filter={filter}
            typeNames={types.data?.processTypes.map(({ name }) => name) ?? []}
            onChange={setFilter}
          />
        </div>
        <CountCards
          counts={statistics.data}
          chosen={filter.status}
          onChoose={(status) => setFilter({ ...filter, status })}
        />
        <div className={styles.matrix}>
          <TaskMatrix filter={filter} onFilterChange={setFilter} />
        </div>
      </section>
    </div>
  );
}
