import type { ScheduledTaskGroups, WorkListState } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { filterOf, type WorkListSearch } from '../api/work-list-filter';
import styles from './work-list.module.css';

const TABS: readonly { readonly state: WorkListState | undefined; readonly word: string }[] = [
  { state: undefined, word: 'All' },
  { state: 'scheduled', word: 'Scheduled' },
  { state: 'running', word: 'Running' },
  { state: 'failed', word: 'Failed' },
];

interface StateTabsProps {
  /** Of the list; absent in the history. */
  search?: WorkListSearch;
  groups: ScheduledTaskGroups | undefined;
}

/** The states with their counts, of all rows or of those of one name, and the history, as links. */
export function StateTabs({ search, groups }: StateTabsProps) {
  return (
    <nav className={styles.tabs} aria-label="States">
      {TABS.map(({ state, word }) => {
        const isShown = search !== undefined && search.state === state;
        return (
          <span key={word} className={styles.tab} data-shown={isShown || undefined}>
            <Link
              to="/scheduled-tasks"
              search={{ ...search, state, row: undefined }}
              aria-current={isShown ? 'page' : undefined}
            >
              {word} <span className={styles.tabCount}>{countOf(groups, state, search)}</span>
            </Link>
          </span>
        );
      })}
      <span className={styles.tab} data-shown={search === undefined || undefined}>
        {/* Upkeep is done every few seconds and would hide what people did. */}
        <Link
          to="/scheduled-tasks/history"
          search={{ name: 'process-task' }}
          aria-current={search === undefined ? 'page' : undefined}
        >
          History
        </Link>
      </span>
    </nav>
  );
}

function countOf(
  groups: ScheduledTaskGroups | undefined,
  state: WorkListState | undefined,
  search: WorkListSearch | undefined,
): string {
  if (groups === undefined) return '';
  const { name } = filterOf(search ?? {});
  const counted = groups.groups.filter(({ taskName }) => name === undefined || taskName === name);
  return counted.reduce((sum, group) => sum + (state ? group[state] : group.total), 0).toLocaleString('en');
}
