import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly has: (id: string) => boolean;
  /** Selects or lets go; with `range` also all between it and the row that was toggled before. */
  readonly toggle: (id: string, range?: boolean) => void;
  /** Selects all rows; lets go of all when all are selected. */
  readonly toggleAll: () => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

interface State {
  readonly ids: ReadonlySet<string>;
  /** The row that was toggled last: where a range begins. */
  readonly anchor: string | null;
}

const NONE: State = { ids: new Set(), anchor: null };

/** Which rows of a table are selected. */
export function useSelection(rowIds: readonly string[]): Selection {
  const [state, setState] = useState(NONE);
  const toggle = useCallback(
    (id: string, range = false) => setState((before) => toggled(before, rowIds, id, range)),
    [rowIds],
  );
  const toggleAll = useCallback(
    () => setState(({ ids }) => (rowIds.every((id) => ids.has(id)) ? NONE : { ids: new Set(rowIds), anchor: null })),
    [rowIds],
  );
  const remove = useCallback(
    (gone: readonly string[]) =>
      setState(({ ids, anchor }) => ({ ids: new Set([...ids].filter((id) => !gone.includes(id))), anchor })),
    [],
  );
  const clear = useCallback(() => setState(NONE), []);
  return useMemo(
    () => ({ ids: state.ids, has: (id) => state.ids.has(id), toggle, toggleAll, remove, clear }),
    [state.ids, toggle, toggleAll, remove, clear],
  );
}

function toggled({ ids, anchor }: State, rowIds: readonly string[], id: string, range: boolean): State {
  const from = range && anchor !== null ? rowIds.indexOf(anchor) : -1;
  const to = rowIds.indexOf(id);
  const between = from === -1 ? [id] : rowIds.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(ids);
  const select = !ids.has(id);
  for (const one of between) {
    if (select) next.add(one);
    else next.delete(one);
  }
  return { ids: next, anchor: id };
}
