import type { ProcessType } from '@app/api-client';
import { Button } from '@mantine/core';
import { IconCopy, IconEdit, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import styles from './types.module.css';

/** What can be done with a type; only those of the API are changed here. */
export function TypeActions({ type, onDelete }: { type: ProcessType; onDelete: () => void }) {
  const { name } = type;
  const isOurs = type.source === 'api';
  return (
    <div className={styles.headActions}>
      <Button
        size="xs"
        leftSection={<IconPlus size={15} />}
        renderRoot={(props) => <Link to="/processes/new" search={{ type: name }} {...props} />}
      >
        New process of this type
      </Button>
      {isOurs && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconEdit size={15} />}
          renderRoot={(props) => <Link to="/types/$name/edit" params={{ name }} {...props} />}
        >
          Edit
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCopy size={15} />}
        renderRoot={(props) => <Link to="/types/new" search={{ from: name }} {...props} />}
      >
        Duplicate
      </Button>
      {isOurs && (
        <Button size="xs" variant="default" leftSection={<IconTrash size={15} />} onClick={onDelete}>
          Delete…
        </Button>
      )}
    </div>
  );
}
