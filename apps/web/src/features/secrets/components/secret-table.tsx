import type { ListedSecret } from '@app/api-client';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PlainTable } from '../../../shared/table/plain-table';
import tableStyles from '../../../shared/table/plain-table.module.css';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './secrets.module.css';

interface SecretTableProps {
  secrets: readonly ListedSecret[];
  onPut: (name: string) => void;
  onDelete: (secret: ListedSecret) => void;
}

/** The named secrets: who gave them their value, and which types use them. */
export function SecretTable({ secrets, onPut, onDelete }: SecretTableProps) {
  return (
    <PlainTable label="Secrets" head={['Name', 'Value given', 'Made', 'Used by types', 'Actions']}>
      {secrets.map((secret) => {
        const { name, createdAt, createdBy, updatedAt, updatedBy, usedBy } = secret;
        return (
          <tr key={name}>
            <th scope="row" className="mono">
              <span className={styles.name}>{name}</span>
            </th>
            <td>
              <TimeAgo at={updatedAt} /> <span className="soft">by {updatedBy}</span>
            </td>
            <td>
              <TimeAgo at={createdAt} /> <span className="soft">by {createdBy}</span>
            </td>
            <td className={tableStyles.wrap}>
              {usedBy.length === 0 ? (
                <span className="soft">none</span>
              ) : (
                <span className={styles.users}>
                  {usedBy.map((type) => (
                    <Link key={type} to="/types/$name" params={{ name: type }}>
                      {type}
                    </Link>
                  ))}
                </span>
              )}
            </td>
            <td>
              <span className={styles.buttons}>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`New value of ${name}`}
                  onClick={() => onPut(name)}
                >
                  New value
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Delete ${name}`}
                  onClick={() => onDelete(secret)}
                >
                  Delete…
                </Button>
              </span>
            </td>
          </tr>
        );
      })}
    </PlainTable>
  );
}
