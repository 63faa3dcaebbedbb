import { Modal } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import type { Command } from '../../shared/commands/command';
import { KeyCaps } from '../../shared/commands/key-caps';
import { useCommandGroups } from '../../shared/commands/use-commands';
import styles from './keys-help.module.css';

interface KeysHelpProps {
  opened: boolean;
  onClose: () => void;
}

/** All keys that do something on the page as it is now. */
export function KeysHelp({ opened, onClose }: KeysHelpProps) {
  // A dialog that is open from its first rendering would not know where the focus was.
  const mounted = useMounted();
  const groups = useCommandGroups()
    .map(({ title, commands }) => ({ title, commands: commands.filter(({ keys }) => keys !== undefined) }))
    .filter(({ commands }) => commands.length > 0);
  return (
    <Modal
      opened={opened && mounted}
      onClose={onClose}
      title="Keys on this page"
      size={720}
      classNames={{ content: styles.content, header: styles.content }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.groups}>
        {groups.map(({ title, commands }) => (
          <section key={title} className={styles.group} aria-labelledby={`keys-${title}`}>
            <h3 id={`keys-${title}`}>{title === 'Output' ? 'Output, when it has the focus' : title}</h3>
            <dl>
              {commands.map((command) => (
                <KeyRow key={command.id} command={command} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>Single keys rest while you type. Tab and Shift Tab reach everything else.</p>
    </Modal>
  );
}

function KeyRow({ command: { label, keys = [] } }: { command: Command }) {
  return (
    <div className={styles.row}>
      <dt>
        {keys.map((one, index) => (
          <span key={one}>
            {index > 0 && <span className="soft"> or </span>}
            <KeyCaps keys={one} />
          </span>
        ))}
      </dt>
      <dd>{label}</dd>
    </div>
  );
}
