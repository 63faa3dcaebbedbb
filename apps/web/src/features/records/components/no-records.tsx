import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { May } from '../../account/components/may';
import { useCreateRecord } from '../api/create-record';
import { type RecordFilter, withoutFilter } from '../api/record-filter';

const SAMPLE_TYPE = 'three-task-process';

/** The very first visit: explains what a process is, and runs a sample in one click. */
export function NoRecordsYet() {
  const create = useCreateRecord();
  const navigate = useNavigate();
  const runSample = () =>
    create.mutate(
      { type: SAMPLE_TYPE, start: true },
      { onSuccess: ({ processRecord: { id } }) => void navigate({ to: '/processes/$id', params: { id } }) },
    );
  return (
    <EmptyState
      title="Nothing has run here yet"
      actions={
        <May do="run-processes">
          <Button size="xs" leftSection={<IconPlayerPlay size={15} />} loading={create.isPending} onClick={runSample}>
            Create and run a sample
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={15} />}
            renderRoot={(props) => <Link to="/processes/new" {...props} />}
          >
            New process
          </Button>
        </May>
      }
    >
      A process is a named instance of a type: an ordered list of shell commands with its input and, if you like, a
      schedule.{' '}
      <May do="run-processes">
        The sample runs three short tasks; you can watch them, read what they print, and delete it afterwards.
      </May>
      {create.error && <ErrorNotice error={create.error} />}
    </EmptyState>
  );
}

/** Records exist, but none that the filter lets through. */
export function FilteredEmpty({
  filter,
  onFilterChange,
}: {
  filter: RecordFilter;
  onFilterChange: (filter: RecordFilter) => void;
}) {
  return (
    <EmptyState
      title="No process matches these filters"
      actions={
        <Button size="xs" variant="default" onClick={() => onFilterChange(withoutFilter(filter))}>
          Clear filters
        </Button>
      }
    />
  );
}
