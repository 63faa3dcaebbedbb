import type { ProcessType, ProcessTypeUsage } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { PlainTable } from '../../../shared/table/plain-table';
import { useNarrow } from '../../../shared/table/use-narrow';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { May } from '../../account/components/may';
import { TypeRow } from './type-row';

const HEAD = ['Type', 'Tasks', 'Parameters', 'Description', 'Used by', 'From', 'Version', 'Changed'];
const NARROW_HEAD = ['Type', 'Used by'];

interface TypeTableProps {
  types: readonly ProcessType[];
  /** Undefined while it is not known. */
  usage: readonly ProcessTypeUsage[] | undefined;
}

/** All process types by name. */
export function TypeTable({ types, usage }: TypeTableProps) {
  useRowCommands();
  const narrow = useNarrow();
  const byType = new Map(usage?.map((used) => [used.type, used]));
  if (types.length === 0)
    return (
      <EmptyState
        title="No types are defined"
        actions={
          <May do="write-types">
            <Link to="/types/new">Write the first one</Link>
          </May>
        }
      >
        Write one here, or put a YAML file into the folder of definitions.
      </EmptyState>
    );
  return (
    <PlainTable label="Process types" head={narrow ? NARROW_HEAD : HEAD}>
      {types.map((type) => (
        <TypeRow key={type.name} type={type} usage={byType.get(type.name)} narrow={narrow} />
      ))}
    </PlainTable>
  );
}
