import type { ScheduledTaskGroup, ScheduledTaskGroups } from '@app/api-client';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { WorkListSearch } from '../api/work-list-filter';
import { nameWords } from '../work-words';
import { RunFailed } from './run-failed';
import styles from './work-list.module.css';
import { WorkTable } from './work-table';

interface WorkGroupsProps {
  search: WorkListSearch;
  groups: ScheduledTaskGroups;
  onChange: (search: WorkListSearch) => void;
}

/** The rows name by name, each in a table of its own that can be folded. */
export function WorkGroups({ search, groups, onChange }: WorkGroupsProps) {
  const folded = search.folded ?? [];
  const shown = groups.groups.filter(({ taskName }) => search.name === undefined || taskName === search.name);
  return (
    <div className={styles.groups}>
      {shown.map((group) => {
        const isFolded = folded.includes(group.taskName);
        const others = folded.filter((name) => name !== group.taskName);
        const next = isFolded ? others : [...others, group.taskName];
        return (
          <section key={group.taskName} className={styles.group} aria-label={group.taskName}>
            <div className={styles.groupHead}>
              <button
                type="button"
                className={styles.fold}
                aria-expanded={!isFolded}
                onClick={() => onChange({ ...search, folded: next.length === 0 ? undefined : next })}
              >
                {isFolded ? <IconChevronRight size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
                <strong className="mono">{group.taskName}</strong>
              </button>
              <span className="soft">{nameWords(group.taskName)}</span>
              <GroupCounts group={group} />
              {groups.actionsAllowed && group.failed > 0 && <RunFailed group={group} />}
            </div>
            {!isFolded && (
              <div className={styles.groupRows}>
                <WorkTable
                  search={search}
                  name={group.taskName}
                  actionsAllowed={groups.actionsAllowed}
                  onChange={onChange}
                />
              </div>
            )}
          </section>
        );
      })}
    </div>
  );
}

function GroupCounts({ group: { total, scheduled, running, failed } }: { group: ScheduledTaskGroup }) {
  const parts = [
    [scheduled, 'scheduled'],
    [running, 'running'],
    [failed, 'failed'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString('en')} ${word}`);
  return (
    <span className="soft tabular">
      {total.toLocaleString('en')}
      {words.length > 0 && `: ${words.join(', ')}`}
    </span>
  );
}
