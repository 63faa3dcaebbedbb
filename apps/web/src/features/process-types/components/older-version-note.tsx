import type { ProcessType, ProcessTypeVersionDetail } from '@app/api-client';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { TimeAgo } from '../../../shared/time/time-ago';
import { useMay } from '../../account/use-may';
import styles from './types.module.css';

/** Says that what is shown is not what new runs use, and leads back to it. */
export function OlderVersionNote({ type, version }: { type: ProcessType; version: ProcessTypeVersionDetail }) {
  const mayWrite = useMay()('write-types');
  const params = { name: type.name };
  return (
    <div className={styles.older} role="note">
      <p>
        This is version <strong>{version.version}</strong>, made <TimeAgo at={version.createdAt} />. New runs use
        version{' '}
        <Link to="/types/$name" params={params}>
          {type.version}
        </Link>
        .
      </p>
      <Link to="/types/$name/compare" params={params} search={{ from: version.version, to: type.version }}>
        Compare with the current one
      </Link>
      {mayWrite && type.source === 'api' && (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link to="/types/$name/edit" params={params} search={{ from: version.version }} {...props} />
          )}
        >
          Go back to version {version.version}
        </Button>
      )}
    </div>
  );
}
