import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { KeyCaps } from '../../shared/commands/key-caps';
import styles from './command-palette.module.css';
import type { PaletteEntry } from './palette-entry';
import { usePaletteGroups } from './use-palette-groups';
import { usePaletteSelection } from './use-palette-selection';

const LIST_ID = 'palette-entries';
const optionId = (index: number) => `palette-entry-${index}`;
const [store, spotlight] = createSpotlight();

interface CommandPaletteProps {
  opened: boolean;
  onClose: () => void;
}

/** Finds and does anything from one field: pages, processes, types, and what the page at hand can do. */
export function CommandPalette({ opened, onClose }: CommandPaletteProps) {
  useEffect(() => (opened ? spotlight.open() : spotlight.close()), [opened]);
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      onSpotlightClose={onClose}
      size={640}
      scrollable
      maxHeight={480}
      transitionProps={{ duration: 100, transition: 'fade' }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      classNames={{ content: styles.content, actionsGroup: styles.group, search: styles.search }}
      attributes={{ content: { 'aria-label': 'Find or do anything' } }}
    >
      <PaletteBody />
    </Spotlight.Root>
  );
}

function PaletteBody() {
  const { query } = useSpotlight(store);
  const groups = usePaletteGroups(query);
  const entries = groups.flatMap((group) => group.entries);
  const selected = usePaletteSelection(store, LIST_ID, query, entries);
  return (
    <>
      <Spotlight.Search
        placeholder="Find a process, a type or a page, or do something"
        aria-label="Find or do anything"
        leftSection={<IconSearch size={18} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={LIST_ID}
        {...(entries[selected] && { 'aria-activedescendant': optionId(selected) })}
      />
      <Spotlight.ActionsList id={LIST_ID} role="listbox" aria-label="Results">
        {groups.map(({ title, entries: inGroup }) => (
          <Spotlight.ActionsGroup key={title} label={title} role="group" aria-label={title}>
            {inGroup.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                index={entries.indexOf(entry)}
                selected={entries[selected] === entry}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
      {entries.length === 0 && <Spotlight.Empty>Nothing is called that here</Spotlight.Empty>}
    </>
  );
}

function Entry({ entry, index, selected }: { entry: PaletteEntry; index: number; selected: boolean }) {
  const { label, icon, detail, keys, run } = entry;
  return (
    // The library's own entry takes no id, which the field needs to name the selected one.
    <button
      type="button"
      id={optionId(index)}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-action
      className={styles.action}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        spotlight.close();
        run();
      }}
    >
      <span className={styles.icon}>{icon}</span>
      <span className={styles.label}>{label}</span>
      <span className={styles.detail}>{detail}</span>
      {keys && <KeyCaps keys={keys} />}
    </button>
  );
}
