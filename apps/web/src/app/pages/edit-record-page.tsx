import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NeedsRole } from '../../features/account/components/needs-role';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { recordQuery } from '../../features/records/api/get-record';
import { useUpdateRecord } from '../../features/records/api/update-record';
import { RecordForm } from '../../features/records/components/record-form';
import { initialValues } from '../../features/records/parameter-values';
import { scheduleValues } from '../../features/schedules/schedule-draft';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { ownTimeZone } from '../../shared/time/own-time-zone';
import { isNotFound } from '../../shared/request/request-error';
import page from './page.module.css';
import { RecordMissing } from './record-missing';

const route = getRouteApi('/processes/$id/edit');

export function EditRecordPage() {
  return (
    <NeedsRole permission="run-processes" doing="Editing processes">
      <EditRecord />
    </NeedsRole>
  );
}

function EditRecord() {
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(recordQuery(id));
  const types = useQuery(typeListQuery);
  const update = useUpdateRecord(id);
  const failure = error ?? types.error;
  if (data === null || isNotFound(error)) return <RecordMissing id={id} what="process" />;
  const record = data?.process;
  const type = types.data?.processTypes.find(({ name }) => name === record?.type);
  return (
    <div className={page.page}>
      <title>{`Edit ${id} · Process Orchestrator`}</title>
      <h1 className={page.title}>Edit {id}</h1>
      <p className={page.hint}>What you change here applies from the next run on.</p>
      {failure && (record === undefined || types.data === undefined) && (
        <ErrorNotice error={failure} onRetry={() => void Promise.all([refetch(), types.refetch()])} />
      )}
      {!failure && (record === undefined || types.data === undefined) && (
        <Skeleton height={320} maw={620} radius="md" />
      )}
      {record && types.data && (
        <RecordForm
          key={record.id}
          isNew={false}
          types={types.data.processTypes}
          initial={{
            id: '',
            type: record.type,
            values: initialValues(type?.parameters ?? [], record.inputData),
            // Without a zone it is meant in UTC; a new schedule is more likely meant in one's own.
            ...scheduleValues(record, record.schedule === null ? ownTimeZone() : 'UTC'),
            start: false,
          }}
          isPending={update.isPending}
          error={update.error}
          onSubmit={({ id: _, start: __, ...body }) =>
            update.mutate(body, {
              onSuccess: () => void navigate({ to: '/processes/$id', params: { id }, ignoreBlocker: true }),
            })
          }
          cancel={
            <Link to="/processes/$id" params={{ id }}>
              Cancel
            </Link>
          }
        />
      )}
    </div>
  );
}
