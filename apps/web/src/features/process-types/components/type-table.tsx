import type { ProcessType, ProcessTypeUsage } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { PlainTable } from '../../../shared/table/plain-table';
import tableStyles from '../../../shared/table/plain-table.module.css';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { TimeAgo } from '../../../shared/time/time-ago';
import { recordCountWords } from '../usage-words';
import { sourceWords } from '../source-words';
import styles from './types.module.css';

interface TypeTableProps {
  types: readonly ProcessType[];
  /** Undefined while it is not known. */
  usage: readonly ProcessTypeUsage[] | undefined;
}

/** All process types by name. */
export function TypeTable({ types, usage }: TypeTableProps) {
  useRowCommands();
  const byType = new Map(usage?.map((used) => [used.type, used]));
  if (types.length === 0)
    return (
      <EmptyState title="No types are defined" actions={<Link to="/types/new">Write the first one</Link>}>
        Write one here, or put a YAML file into the folder of definitions.
      </EmptyState>
    );
  return (
    <PlainTable
      label="Process types"
      head={['Type', 'Tasks', 'Parameters', 'Description', 'Used by', 'From', 'Version', 'Changed']}
    >
      {types.map((type) => (
        <tr key={type.name} data-row={type.name}>
          <th scope="row" className={tableStyles.cut} title={type.name}>
            <Link to="/types/$name" params={{ name: type.name }} className={styles.name}>
              {type.name}
            </Link>
          </th>
          <td className="tabular" title={type.tasks.map(({ name }) => name).join(' → ')}>
            {type.taskCount}
          </td>
          <td className="tabular">{type.parameters.length}</td>
          <td className={tableStyles.wrap}>{type.description ?? <span className="soft">–</span>}</td>
          <td>
            <UsedBy usage={byType.get(type.name)} />
          </td>
          <td>{sourceWords(type)}</td>
          <td className="tabular">{type.version}</td>
          <td>
            <TimeAgo at={type.updatedAt} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

function UsedBy({ usage }: { usage: ProcessTypeUsage | undefined }) {
  if (usage === undefined || usage.records === 0) return <span className="soft">–</span>;
  const active = usage.activeRuns.reduce((sum, { runs }) => sum + runs, 0);
  return (
    <Link to="/processes" search={{ type: usage.type }}>
      {recordCountWords(usage.records)}
      {active > 0 && `, ${active.toLocaleString('en')} active`}
    </Link>
  );
}
