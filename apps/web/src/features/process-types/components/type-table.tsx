import type { ProcessType } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { PlainTable } from '../../../shared/table/plain-table';
import tableStyles from '../../../shared/table/plain-table.module.css';
import { TimeAgo } from '../../../shared/time/time-ago';
import { sourceWords } from '../source-words';
import styles from './types.module.css';

/** All process types by name. */
export function TypeTable({ types }: { types: readonly ProcessType[] }) {
  if (types.length === 0)
    return (
      <EmptyState title="No types are defined">
        Put a YAML file into the folder of definitions, or send one to the API.
      </EmptyState>
    );
  return (
    <PlainTable
      label="Process types"
      head={['Type', 'Tasks', 'Parameters', 'Description', 'From', 'Version', 'Changed']}
    >
      {types.map((type) => (
        <tr key={type.name}>
          <th scope="row">
            <Link to="/types/$name" params={{ name: type.name }} className={styles.name}>
              {type.name}
            </Link>
          </th>
          <td className="tabular">{type.taskCount}</td>
          <td className="tabular">{type.parameters.length}</td>
          <td className={tableStyles.wrap}>{type.description ?? <span className="soft">–</span>}</td>
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
