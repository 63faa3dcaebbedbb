import type { ProcessType, ProcessTypeUsage } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import tableStyles from '../../../shared/table/plain-table.module.css';
import { TimeAgo } from '../../../shared/time/time-ago';
import { sourceWords } from '../source-words';
import styles from './types.module.css';
import { UsedBy } from './used-by';

interface TypeRowProps {
  type: ProcessType;
  /** Undefined when nothing uses it, or while that is not known. */
  usage: ProcessTypeUsage | undefined;
  narrow: boolean;
}

/** A type in the list of all; on a phone its name, what it is for, and who uses it. */
export function TypeRow({ type, usage, narrow }: TypeRowProps) {
  const name = (
    <Link to="/types/$name" params={{ name: type.name }} className={styles.name}>
      {type.name}
    </Link>
  );
  if (narrow)
    return (
      <tr data-row={type.name}>
        <th scope="row" className={tableStyles.wrap}>
          {name}
          <div className={styles.underName}>{type.description}</div>
        </th>
        <td className={styles.usedNarrow}>
          <UsedBy usage={usage} />
        </td>
      </tr>
    );
  return (
    <tr data-row={type.name}>
      <th scope="row" className={tableStyles.cut} title={type.name}>
        {name}
      </th>
      <td className="tabular" title={type.tasks.map((task) => task.name).join(' → ')}>
        {type.taskCount}
      </td>
      <td className="tabular">{type.parameters.length}</td>
      <td className={tableStyles.wrap}>{type.description ?? <span className="soft">–</span>}</td>
      <td>
        <UsedBy usage={usage} />
      </td>
      <td>{sourceWords(type)}</td>
      <td className="tabular">{type.version}</td>
      <td>
        <TimeAgo at={type.updatedAt} />
      </td>
    </tr>
  );
}
