import type { ProcessType } from '@app/api-client';
import { Button } from '@mantine/core';
import { IconCopy, IconEdit, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../account/use-may';
import styles from './types.module.css';

/** What can be done with a type; only those of the API are changed here. */
export function TypeActions({ type, onDelete }: { type: ProcessType; onDelete: () => void }) {
  const { name } = type;
  const may = useMay();
  const mayWrite = may('write-types');
  const isOurs = mayWrite && type.source === 'api';
  return (
    <div className={styles.headActions}>
      {may('run-processes') && (
        <Button
          size="xs"
          leftSection={<IconPlus size={15} />}
          renderRoot={(props) => <Link to="/processes/new" search={{ type: name }} {...props} />}
        >
          New process of this type
        </Button>
      )}
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
      {mayWrite && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCopy size={15} />}
          renderRoot={(props) => <Link to="/types/new" search={{ from: name }} {...props} />}
        >
          Duplicate
        </Button>
      )}
      {isOurs && (
        <Button size="xs" variant="default" leftSection={<IconTrash size={15} />} onClick={onDelete}>
          Delete…
        </Button>
      )}
    </div>
  );
}
