import { Button } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { notify } from '../../../shared/feedback/notify';
import type { RecordFilter } from '../api/record-filter';
import { BUILT_IN_VIEWS, useSavedViews, viewOf } from './saved-views';
import { ViewMenu } from './view-menu';
import { ViewName } from './view-name';
import styles from './views.module.css';

/** Views of the list, as links: the built-in ones, those saved in this browser, and a way to save what is shown. */
export function ViewTabs({ filter }: { filter: RecordFilter }) {
  const { views, save, rename, remove } = useSavedViews();
  const [naming, setNaming] = useState<{ view: string | null } | null>(null);
  const shown = viewOf(filter, views)?.name;
  const saveAs = (name: string): void => {
    if (naming?.view) rename(naming.view, name);
    else save(name, filter);
    setNaming(null);
  };
  const removeWithUndo = (name: string): void => {
    const restore = remove(name);
    notify({ title: `Deleted the view ${name}`, offer: { label: 'Undo', run: restore } });
  };
  return (
    <nav className={styles.views} aria-label="Views">
      {[...BUILT_IN_VIEWS, ...views].map(({ name, filter: search }, index) => (
        <span key={name} className={styles.view} data-shown={name === shown || undefined}>
          <Link to="/processes" search={{ ...search }} aria-current={name === shown ? 'page' : undefined}>
            {name}
          </Link>
          {index >= BUILT_IN_VIEWS.length && (
            <ViewMenu name={name} onRename={() => setNaming({ view: name })} onDelete={() => removeWithUndo(name)} />
          )}
        </span>
      ))}
      {naming !== null && (
        <ViewName
          key={naming.view ?? ''}
          initial={naming.view}
          views={views}
          onSave={saveAs}
          onCancel={() => setNaming(null)}
        />
      )}
      {naming === null && shown === undefined && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBookmarkPlus size={14} aria-hidden />}
          onClick={() => setNaming({ view: null })}
        >
          Save view
        </Button>
      )}
    </nav>
  );
}
