import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NeedsRole } from '../../features/account/components/needs-role';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { useCreateRecord } from '../../features/records/api/create-record';
import { RecordForm } from '../../features/records/components/record-form';
import { scheduleValues } from '../../features/schedules/schedule-draft';
import { ownTimeZone } from '../../shared/time/own-time-zone';
import { initialValues } from '../../features/records/parameter-values';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

const route = getRouteApi('/processes/new');

export function NewProcessPage() {
  return (
    <NeedsRole permission="run-processes" doing="Creating processes">
      <NewProcess />
    </NeedsRole>
  );
}

function NewProcess() {
  const { type: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(typeListQuery);
  const create = useCreateRecord();
  const type = data?.processTypes.find(({ name }) => name === wanted) ?? data?.processTypes[0];
  return (
    <div className={page.page}>
      <title>New process · Process Orchestrator</title>
      <h1 className={page.title}>New process</h1>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={320} maw={620} radius="md" />}
      {data && !type && (
        <EmptyState title="No types are defined" actions={<Link to="/types">Process types</Link>}>
          A process needs a type, which says what to run.
        </EmptyState>
      )}
      {data && wanted !== undefined && type && type.name !== wanted && (
        <p className={page.hint} role="status">
          There is no type “{wanted}”; choose another one.
        </p>
      )}
      {data && type && (
        <RecordForm
          key={wanted}
          isNew
          types={data.processTypes}
          initial={{
            id: '',
            type: type.name,
            values: initialValues(type.parameters),
            ...scheduleValues(null, ownTimeZone()),
            start: true,
          }}
          isPending={create.isPending}
          error={create.error}
          onSubmit={({ id, schedule, timeZone, scheduleOptions, ...rest }) =>
            create.mutate(
              { ...rest, ...(id !== '' && { id }), ...(schedule !== null && { schedule, timeZone, scheduleOptions }) },
              {
                onSuccess: ({ processRecord }) =>
                  void navigate({ to: '/processes/$id', params: { id: processRecord.id }, ignoreBlocker: true }),
              },
            )
          }
          cancel={<Link to="/processes">Cancel</Link>}
        />
      )}
    </div>
  );
}
