import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect } from 'react';
import { KeyCaps } from '../../shared/commands/key-caps';
import styles from './command-palette.module.css';
import type { PaletteEntry } from './palette-entry';
import { usePaletteChoice } from './use-palette-choice';
import { usePaletteGroups } from './use-palette-groups';

const LIST_ID = 'palette-entries';
const optionId = (index: number) => `palette-entry-${index}`;
const [store, spotlight] = createSpotlight();

interface CommandPaletteProps {
  opened: boolean;
  onClose: () => void;
  /** What was typed before its field had the focus; asked once it has. */
  typedAhead: () => string;
}

/** Finds and does anything from one field: pages, processes, types, and what the page at hand can do. */
export function CommandPalette({ opened, onClose, typedAhead }: CommandPaletteProps) {
  useEffect(() => {
    if (opened) spotlight.open();
    else spotlight.close();
  }, [opened]);
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
      classNames={{ content: styles.content, actionsGroup: styles.group }}
      attributes={{ content: { 'aria-label': 'Find or do anything' } }}
    >
      <PaletteBody typedAhead={typedAhead} />
    </Spotlight.Root>
  );
}

function PaletteBody({ typedAhead }: Pick<CommandPaletteProps, 'typedAhead'>) {
  const { typed, type, indexIn, move } = usePaletteChoice();
  const groups = usePaletteGroups(typed);
  const entries = groups.flatMap((group) => group.entries);
  const selected = indexIn(entries);
  useEffect(() => {
    // Newer browsers give a promise, which React would take for a clean-up.
    void document.getElementById(optionId(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(entries, 1);
    else if (event.key === 'ArrowUp') move(entries, -1);
    else if (event.key === 'Enter') choose(entries[selected]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <label className={styles.search}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          type="text"
          placeholder="Find a process, a type or a page, or do something"
          aria-label="Find or do anything"
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={LIST_ID}
          aria-activedescendant={entries.length > 0 ? optionId(selected) : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onFocus={() => {
            const early = typedAhead();
            if (early !== '') type(typed + early);
          }}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
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
    </>
  );
}

function choose(entry: PaletteEntry | undefined): void {
  if (entry === undefined) return;
  spotlight.close();
  entry.run();
}

function Entry({ entry, index, selected }: { entry: PaletteEntry; index: number; selected: boolean }) {
  const { label, icon, detail, keys } = entry;
  return (
    // The library's own field and entries keep the selection to themselves; a screen reader has to be told of it.
    <button
      type="button"
      id={optionId(index)}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-selected={selected || undefined}
      className={styles.action}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(entry)}
    >
      <span className={styles.icon}>{icon}</span>
      <span className={styles.label}>{label}</span>
      <span className={styles.detail}>{detail}</span>
      {keys && <KeyCaps keys={keys} />}
    </button>
  );
}
