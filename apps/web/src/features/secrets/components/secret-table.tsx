import type { ListedSecret } from '@app/api-client';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PlainTable } from '../../../shared/table/plain-table';
import tableStyles from '../../../shared/table/plain-table.module.css';
import { useNarrow } from '../../../shared/table/use-narrow';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './secrets.module.css';

interface SecretTableProps {
  secrets: readonly ListedSecret[];
  onPut: (name: string) => void;
  onDelete: (secret: ListedSecret) => void;
}

const HEAD = ['Name', 'Value given', 'Made', 'Used by types', 'Actions'];
const NARROW_HEAD = ['Name', 'Actions'];

/** The named secrets: who gave them their value, and which types use them. */
export function SecretTable({ secrets, onPut, onDelete }: SecretTableProps) {
  const narrow = useNarrow();
  return (
    <PlainTable label="Secrets" head={narrow ? NARROW_HEAD : HEAD}>
      {secrets.map((secret) => {
        const { name } = secret;
        return (
          <tr key={name}>
            <th scope="row">
              <span className={`mono ${styles.name}`}>{name}</span>
              {narrow && <SecretFacts secret={secret} />}
            </th>
            {!narrow && <SecretCells secret={secret} />}
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

/** Below the name, on a phone. */
function SecretFacts({ secret: { updatedAt, updatedBy, usedBy } }: { secret: ListedSecret }) {
  return (
    <div className={`soft ${styles.facts}`}>
      <TimeAgo at={updatedAt} /> by {updatedBy}
      <div>
        used by <UsedBy types={usedBy} />
      </div>
    </div>
  );
}

function SecretCells({ secret: { createdAt, createdBy, updatedAt, updatedBy, usedBy } }: { secret: ListedSecret }) {
  return (
    <>
      <td>
        <TimeAgo at={updatedAt} /> <span className="soft">by {updatedBy}</span>
      </td>
      <td>
        <TimeAgo at={createdAt} /> <span className="soft">by {createdBy}</span>
      </td>
      <td className={tableStyles.wrap}>
        <UsedBy types={usedBy} />
      </td>
    </>
  );
}

function UsedBy({ types }: { types: readonly string[] }) {
  if (types.length === 0) return <span className="soft">none</span>;
  return (
    <span className={styles.users}>
      {types.map((type) => (
        <Link key={type} to="/types/$name" params={{ name: type }}>
          {type}
        </Link>
      ))}
    </span>
  );
}
