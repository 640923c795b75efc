import { useCallback, useMemo, useRef, useState } from 'react';

/** Which rows of a list are chosen; `isAllMatching` means the whole list, beyond what is on the page. */
export interface Selection {
  ids: ReadonlySet<number>;
  isAllMatching: boolean;
  /** Chooses or unchooses one row, or with `withRange` every row from the last one to this. */
  toggle(id: number, withRange: boolean): void;
  togglePage(): void;
  chooseAllMatching(): void;
  clear(): void;
}

/** Selection for the rows on a page. What was chosen and is no longer there is let go. */
export function useSelection(rowIds: readonly number[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isAllMatching, setAllMatching] = useState(false);
  const lastId = useRef<number | null>(null);
  const ids = useMemo(
    () => new Set(rowIds.filter((id) => isAllMatching || chosen.has(id))),
    [rowIds, chosen, isAllMatching],
  );

  const toggle = useCallback(
    (id: number, withRange: boolean) => {
      const from = withRange && lastId.current !== null ? rowIds.indexOf(lastId.current) : -1;
      const to = rowIds.indexOf(id);
      const range = from < 0 ? [id] : rowIds.slice(Math.min(from, to), Math.max(from, to) + 1);
      const isChoosing = !ids.has(id);
      const next = new Set(ids);
      for (const each of range) isChoosing ? next.add(each) : next.delete(each);
      lastId.current = id;
      setAllMatching(false);
      setChosen(next);
    },
    [rowIds, ids],
  );
  const clear = useCallback(() => {
    setAllMatching(false);
    setChosen(new Set());
  }, []);
  const togglePage = useCallback(() => {
    setAllMatching(false);
    setChosen(ids.size === rowIds.length ? new Set() : new Set(rowIds));
  }, [ids, rowIds]);
  const chooseAllMatching = useCallback(() => setAllMatching(true), []);
  return { ids, isAllMatching, toggle, togglePage, chooseAllMatching, clear };
}
