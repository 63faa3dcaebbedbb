import type { ProcessType, ProcessTypeUsage } from '@app/api-client';
import { TimeAgo } from '../../../shared/time/time-ago';
import { sourceWords } from '../source-words';
import styles from './types.module.css';
import { UsageNote } from './usage-note';

/** Version, origin and use of a type in one line. */
export function TypeFacts({ type, usage }: { type: ProcessType; usage: ProcessTypeUsage | undefined }) {
  return (
    <p className={styles.facts}>
      <span>
        Version <strong className="tabular">{type.version}</strong>
      </span>
      <span>from {sourceWords(type)}</span>
      <span>
        changed <TimeAgo at={type.updatedAt} />
      </span>
      {usage && <UsageNote usage={usage} />}
    </p>
  );
}
