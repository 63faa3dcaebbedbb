import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ownSignInsQuery } from '../features/account/api/sign-ins';
import { tokensQuery } from '../features/account/api/tokens';
import { auditQuery } from '../features/audit/api/list-audit';
import { typeListQuery } from '../features/process-types/api/list-types';
import { schemaQuery } from '../features/process-types/api/get-schema';
import { typeQuery } from '../features/process-types/api/get-type';
import { usageListQuery, usageQuery } from '../features/process-types/api/get-usage';
import { versionQuery } from '../features/process-types/api/get-version';
import { versionListQuery } from '../features/process-types/api/list-versions';
import { recordQuery } from '../features/records/api/get-record';
import { attentionQuery } from '../features/records/api/list-attention';
import { matrixQuery, runningQuery } from '../features/records/api/list-matrix';
import { nextFiresQuery, recordListQuery } from '../features/records/api/list-records';
import { prefetchSchedule } from './prefetch-schedule';
import { runPreviewQuery } from '../features/records/api/preview-run';
import { parseRecordFilter } from '../features/records/api/record-filter';
import { runQuery } from '../features/runs/api/get-run';
import { runDefinitionQuery } from '../features/runs/api/get-run-definition';
import { runGridQuery } from '../features/runs/api/get-run-grid';
import { runListQuery } from '../features/runs/api/list-runs';
import { latestTailQuery, logTailQuery } from '../features/task-output/api/get-log';
import { taskQuery } from '../features/tasks/api/get-task';
import {
  calendarQuery,
  loadQuery,
  scheduleSwitchQuery,
  scheduleTotalsQuery,
  timelineQuery,
} from '../features/schedules/api/calendar-queries';
import {
  dayAt,
  daysOf,
  filterOf as schedulesOf,
  parseSchedulesSearch,
} from '../features/schedules/api/calendar-search';
import { parseAuditFilter } from '../features/audit/audit-filter';
import { secretListQuery } from '../features/secrets/api/secrets';
import { userListQuery, userQuery } from '../features/users/api/users';
import { userSignInsQuery } from '../features/users/api/user-sign-ins';
import { statisticsQuery } from '../features/statistics/api/get-statistics';
import { executionsQuery } from '../features/work-list/api/list-executions';
import { workGroupsQuery } from '../features/work-list/api/list-groups';
import { workListQuery } from '../features/work-list/api/list-work';
import { workRowQuery } from '../features/work-list/api/get-work-row';
import { filterOf, parseHistorySearch, parseWorkListSearch } from '../features/work-list/api/work-list-filter';
import { workerListQuery } from '../features/workers/api/list-workers';
import { serverNow } from '../shared/time/clock';
import { ownTimeZone } from '../shared/time/own-time-zone';
import { isUtc } from '../shared/time/time-zone-preference';
import { Frame } from './frame/frame';
import { NotFoundPage } from './pages/not-found-page';
import { PageError } from './pages/page-error';
import { queryClient } from './query-client';
import { parseCompareSearch, parseEditTypeSearch, parseNewTypeSearch, parseTypeSearch } from './type-search';
import { DIGEST_ROWS, parseAttemptSelection, parseOverviewSearch, parseTaskSelection } from './router-search';

// Loaders only start the requests, side by side with the code of the page; the page shows how they go.
const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: parseOverviewSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps: { window, ...filter } }) => {
    void queryClient.prefetchInfiniteQuery(matrixQuery(filter));
    void queryClient.prefetchQuery(attentionQuery(DIGEST_ROWS));
    void queryClient.prefetchQuery(runningQuery(DIGEST_ROWS));
    void queryClient.prefetchQuery(nextFiresQuery(DIGEST_ROWS));
    void queryClient.prefetchQuery(typeListQuery);
    // Last: to ask the browser for its time zone takes longer than to send the others.
    void queryClient.prefetchQuery(statisticsQuery(window));
  },
  component: lazyRouteComponent(() => import('./pages/overview-page'), 'OverviewPage'),
});

const processes = createRoute({
  getParentRoute: () => root,
  path: '/processes',
  validateSearch: parseRecordFilter,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    void queryClient.prefetchInfiniteQuery(recordListQuery(deps));
    void queryClient.prefetchQuery(typeListQuery);
  },
  component: lazyRouteComponent(() => import('./pages/processes-page'), 'ProcessesPage'),
});

const newProcess = createRoute({
  getParentRoute: () => root,
  path: '/processes/new',
  validateSearch: ({ type }: Record<string, unknown>): { type?: string } =>
    typeof type === 'string' && type !== '' ? { type } : {},
  loader: () => void queryClient.prefetchQuery(typeListQuery),
  component: lazyRouteComponent(() => import('./pages/new-process-page'), 'NewProcessPage'),
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/processes/$id',
  validateSearch: parseTaskSelection,
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(recordQuery(id));
    void queryClient.prefetchQuery(runPreviewQuery(id, 'start'));
    void queryClient.prefetchInfiniteQuery(runListQuery(id));
    void queryClient.prefetchInfiniteQuery(runGridQuery(id));
    prefetchSchedule(id);
    void queryClient.prefetchQuery(typeListQuery);
  },
  component: lazyRouteComponent(() => import('./pages/record-page'), 'RecordPage'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/processes/$id/runs/$runId',
  validateSearch: parseTaskSelection,
  loader: ({ params: { id, runId } }) => {
    void queryClient.prefetchQuery(recordQuery(id));
    void queryClient.prefetchQuery(runQuery(id, runId));
    void queryClient.prefetchQuery(runDefinitionQuery(id, runId));
    void queryClient.prefetchQuery(runPreviewQuery(id, 'start'));
    void queryClient.prefetchInfiniteQuery(runListQuery(id));
    void queryClient.prefetchInfiniteQuery(runGridQuery(id));
    prefetchSchedule(id);
    void queryClient.prefetchQuery(typeListQuery);
  },
  component: lazyRouteComponent(() => import('./pages/record-page'), 'RunPage'),
});

const task = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$taskId',
  validateSearch: parseAttemptSelection,
  loaderDeps: ({ search: { attempt } }) => ({ attempt }),
  loader: ({ params: { taskId }, deps: { attempt } }) => {
    void queryClient.prefetchQuery(taskQuery(taskId));
    if (attempt === undefined) void queryClient.prefetchQuery(latestTailQuery(taskId));
    else void queryClient.prefetchQuery(logTailQuery(taskId, attempt));
  },
  component: lazyRouteComponent(() => import('./pages/task-page'), 'TaskPage'),
});

const editRecord = createRoute({
  getParentRoute: () => root,
  path: '/processes/$id/edit',
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(recordQuery(id));
    void queryClient.prefetchQuery(typeListQuery);
  },
  component: lazyRouteComponent(() => import('./pages/edit-record-page'), 'EditRecordPage'),
});

const types = createRoute({
  getParentRoute: () => root,
  path: '/types',
  loader: () => {
    void queryClient.prefetchQuery(typeListQuery);
    void queryClient.prefetchQuery(usageListQuery);
  },
  component: lazyRouteComponent(() => import('./pages/types-page'), 'TypesPage'),
});

const type = createRoute({
  getParentRoute: () => root,
  path: '/types/$name',
  validateSearch: parseTypeSearch,
  loaderDeps: ({ search: { version } }) => ({ version }),
  loader: ({ params: { name }, deps: { version } }) => {
    void queryClient.prefetchQuery(typeQuery(name));
    void queryClient.prefetchQuery(usageQuery(name));
    void queryClient.prefetchQuery(versionQuery(name, version ?? 'current'));
    void queryClient.prefetchInfiniteQuery(versionListQuery(name));
  },
  component: lazyRouteComponent(() => import('./pages/type-page'), 'TypePage'),
});

const newType = createRoute({
  getParentRoute: () => root,
  path: '/types/new',
  validateSearch: parseNewTypeSearch,
  loaderDeps: ({ search: { from } }) => ({ from }),
  loader: ({ deps: { from } }) => {
    void queryClient.prefetchQuery(schemaQuery);
    void queryClient.prefetchQuery(typeListQuery);
    if (from !== undefined) void queryClient.prefetchQuery(versionQuery(from, 'current'));
  },
  component: lazyRouteComponent(() => import('./pages/new-type-page'), 'NewTypePage'),
});

const editType = createRoute({
  getParentRoute: () => root,
  path: '/types/$name/edit',
  validateSearch: parseEditTypeSearch,
  loaderDeps: ({ search: { from } }) => ({ from }),
  loader: ({ params: { name }, deps: { from } }) => {
    void queryClient.prefetchQuery(schemaQuery);
    void queryClient.prefetchQuery(typeQuery(name));
    void queryClient.prefetchQuery(versionQuery(name, 'current'));
    if (from !== undefined) void queryClient.prefetchQuery(versionQuery(name, from));
  },
  component: lazyRouteComponent(() => import('./pages/edit-type-page'), 'EditTypePage'),
});

const compareVersions = createRoute({
  getParentRoute: () => root,
  path: '/types/$name/compare',
  validateSearch: parseCompareSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params: { name }, deps: { from, to } }) => {
    void queryClient.prefetchQuery(typeQuery(name));
    void queryClient.prefetchQuery(versionQuery(name, from ?? 1));
    void queryClient.prefetchQuery(versionQuery(name, to ?? 'current'));
  },
  component: lazyRouteComponent(() => import('./pages/compare-versions-page'), 'CompareVersionsPage'),
});

const workers = createRoute({
  getParentRoute: () => root,
  path: '/workers',
  loader: () => void queryClient.prefetchQuery(workerListQuery),
  component: lazyRouteComponent(() => import('./pages/workers-page'), 'WorkersPage'),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/schedules',
  validateSearch: parseSchedulesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    const timeZone = isUtc() ? 'UTC' : ownTimeZone();
    const shown = { ...daysOf(deps, dayAt(serverNow(), timeZone)), timeZone };
    const filter = schedulesOf(deps);
    void queryClient.prefetchQuery(scheduleTotalsQuery);
    void queryClient.prefetchQuery(scheduleSwitchQuery);
    void queryClient.prefetchQuery(typeListQuery);
    if (deps.view === 'load') void queryClient.prefetchQuery(loadQuery(filter, shown, deps.threshold));
    else void queryClient.prefetchQuery(calendarQuery(filter, shown));
    if (deps.view === 'timeline')
      void queryClient.prefetchInfiniteQuery(timelineQuery(filter, shown, deps.sort ?? 'id'));
  },
  component: lazyRouteComponent(() => import('./pages/schedules-page'), 'SchedulesPage'),
});

const scheduledTasks = createRoute({
  getParentRoute: () => root,
  path: '/scheduled-tasks',
  validateSearch: parseWorkListSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps: { row, ...search } }) => {
    void queryClient.prefetchQuery(workGroupsQuery);
    if (!search.grouped) void queryClient.prefetchInfiniteQuery(workListQuery(filterOf(search)));
    if (row !== undefined) void queryClient.prefetchQuery(workRowQuery(row));
  },
  component: lazyRouteComponent(() => import('./pages/scheduled-tasks-page'), 'ScheduledTasksPage'),
});

const scheduledTasksHistory = createRoute({
  getParentRoute: () => root,
  path: '/scheduled-tasks/history',
  validateSearch: parseHistorySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    void queryClient.prefetchQuery(workGroupsQuery);
    void queryClient.prefetchInfiniteQuery(executionsQuery(deps));
  },
  component: lazyRouteComponent(() => import('./pages/scheduled-tasks-history-page'), 'ScheduledTasksHistoryPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  loader: () => {
    void queryClient.prefetchQuery(ownSignInsQuery);
    void queryClient.prefetchQuery(tokensQuery());
  },
  component: lazyRouteComponent(() => import('./pages/account-page'), 'AccountPage'),
});

const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: ({ new: isNew }: Record<string, unknown>): { new?: true } => (isNew === true ? { new: true } : {}),
  loader: () => void queryClient.prefetchQuery(userListQuery),
  component: lazyRouteComponent(() => import('./pages/users-page'), 'UsersPage'),
});

const user = createRoute({
  getParentRoute: () => root,
  path: '/users/$id',
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(userQuery(id));
    void queryClient.prefetchQuery(userListQuery);
    void queryClient.prefetchQuery(userSignInsQuery(id));
    void queryClient.prefetchQuery(tokensQuery(id));
  },
  component: lazyRouteComponent(() => import('./pages/user-page'), 'UserPage'),
});

const secrets = createRoute({
  getParentRoute: () => root,
  path: '/secrets',
  loader: () => void queryClient.prefetchQuery(secretListQuery),
  component: lazyRouteComponent(() => import('./pages/secrets-page'), 'SecretsPage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: parseAuditFilter,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(auditQuery(deps)),
  component: lazyRouteComponent(() => import('./pages/audit-page'), 'AuditPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    processes,
    newProcess,
    record,
    run,
    task,
    editRecord,
    types,
    type,
    newType,
    editType,
    compareVersions,
    schedules,
    scheduledTasks,
    scheduledTasksHistory,
    workers,
    account,
    users,
    user,
    secrets,
    audit,
  ]),
  defaultPreload: 'intent',
  // Queries have their own cache; the router's would only hide what is fresh.
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
  scrollToTopSelectors: ['#content'],
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
