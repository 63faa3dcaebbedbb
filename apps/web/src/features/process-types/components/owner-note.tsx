import type { ProcessType } from '@app/api-client';
import styles from './types.module.css';

/** Says where a type is changed that cannot be changed here; nothing for one that can. */
export function OwnerNote({ source, sourceFile }: Pick<ProcessType, 'source' | 'sourceFile'>) {
  switch (source) {
    case 'api':
      return null;
    case 'built-in':
      return <p className={styles.owner}>This type is built in and stays as it is. Duplicate it to make your own.</p>;
    case 'file':
      return (
        <p className={styles.owner}>
          This type comes from the file <span className="mono">{sourceFile}</span> in the folder of definitions (
          <span className="mono">PROCESS_TYPES_DIR</span>). Edit it there; the server reads it again when it changes.
        </p>
      );
    default: {
      const unknown: never = source;
      throw new TypeError(`unknown source ${String(unknown)}`);
    }
  }
}
