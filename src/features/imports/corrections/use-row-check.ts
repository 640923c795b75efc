import { useEffect, useRef, useState } from 'react';
import type { CheckedTyping } from './check-import-rows.ts';
import type { RowToCorrect } from './list-rows-to-correct.ts';

export type RowJudgement = CheckedTyping;

/** How long nobody has typed before the rows are asked about, in milliseconds. */
const pauseMs = 300;

/**
 * Asks, whenever typing pauses, what would become of the rows that were changed on the page. An answer that was overtaken by
 * further typing is dropped; where none comes, the rows keep what was said of them last, and saving decides.
 */
export function useRowCheck(id: number, rows: readonly RowToCorrect[]) {
  const [judgements, setJudgements] = useState<ReadonlyMap<number, RowJudgement>>(new Map());
  const typed = useRef(new Map<number, string[]>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asking.current?.abort();
    },
    [],
  );

  const ask = async () => {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    const changed = [...typed.current];
    try {
      const answer = await fetch(`/imports/${id}/rows/check`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rows: changed.map(([, cells]) => cells) }),
        signal: controller.signal,
      });
      if (!answer.ok) return;
      const { rows: checked } = (await answer.json()) as { rows: CheckedTyping[] };
      setJudgements(new Map(changed.map(([row_number], at) => [row_number, checked[at]!])));
    } catch (error) {
      // Offline or overtaken: the next pause asks again.
      if (!(error instanceof TypeError || (error as Error).name === 'AbortError')) throw error;
    }
  };

  const type = (row_number: number, position: number, text: string) => {
    const cells = typed.current.get(row_number) ?? [...rows.find((row) => row.row_number === row_number)!.cells];
    cells[position] = text;
    typed.current.set(row_number, cells);
    clearTimeout(timer.current);
    timer.current = setTimeout(ask, pauseMs);
  };
  return { judgements, type };
}
