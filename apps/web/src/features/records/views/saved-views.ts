import { useCallback, useSyncExternalStore } from 'react';
import { isSameFilter, parseRecordFilter, type RecordFilter } from '../api/record-filter';

/** A filter with a name. */
export interface RecordView {
  readonly name: string;
  readonly filter: RecordFilter;
}

/** What everybody asks for. */
export const BUILT_IN_VIEWS: readonly RecordView[] = [
  { name: 'All', filter: {} },
  { name: 'Running', filter: { status: 'IN_PROGRESS' } },
  { name: 'Failed today', filter: { status: 'FAILED', ended: 'today' } },
  { name: 'Failed', filter: { status: 'FAILED' } },
  { name: 'Scheduled', filter: { scheduleState: 'scheduled', sort: 'nextFireAt' } },
];

const KEY = 'record-views';
const MOST_VIEWS = 30;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? '[]';
  } catch {
    return '[]';
  }
}

function write(views: readonly RecordView[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
  } catch {
    // Without storage views cannot be kept.
  }
  for (const listener of listeners) listener();
}

/** The views in a stored text; what is not understood is left out. */
export function parseViews(text: string): RecordView[] {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((view: unknown) => {
    if (typeof view !== 'object' || view === null || !('name' in view) || !('filter' in view)) return [];
    const { name, filter } = view;
    if (typeof name !== 'string' || name === '' || typeof filter !== 'object' || filter === null) return [];
    return [{ name, filter: parseRecordFilter(filter as Record<string, unknown>) }];
  });
}

/** Why a view cannot have this name; null when it can. `own`: the name that it has now. */
export function nameProblem(name: string, views: readonly RecordView[], own?: string): string | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'Give it a name';
  if (trimmed.length > 40) return 'At most 40 characters';
  const taken = [...BUILT_IN_VIEWS, ...views].some((view) => view.name === trimmed && view.name !== own);
  return taken ? 'There is a view with this name' : null;
}

/** The view that shows exactly this. */
export function viewOf(filter: RecordFilter, views: readonly RecordView[]): RecordView | undefined {
  return [...BUILT_IN_VIEWS, ...views].find((view) => isSameFilter(view.filter, filter));
}

/** The views that were saved in this browser, and how to change them. */
export function useSavedViews() {
  const text = useSyncExternalStore(subscribe, read);
  const views = parseViews(text);
  const save = useCallback((name: string, filter: RecordFilter) => {
    write([...parseViews(read()), { name: name.trim(), filter }].slice(-MOST_VIEWS));
  }, []);
  const rename = useCallback((name: string, next: string) => {
    write(parseViews(read()).map((view) => (view.name === name ? { ...view, name: next.trim() } : view)));
  }, []);
  /** Returns what brings it back to its place, for as long as no other has taken its name. */
  const remove = useCallback((name: string) => {
    const before = parseViews(read());
    const at = before.findIndex((view) => view.name === name);
    if (at !== -1) write(before.toSpliced(at, 1));
    return () => {
      const now = parseViews(read());
      const removed = before[at];
      if (removed !== undefined && nameProblem(name, now) === null) write(now.toSpliced(at, 0, removed));
    };
  }, []);
  return { views, save, rename, remove };
}
