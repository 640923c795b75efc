import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { CustomField } from './custom-field.ts';

interface Move {
  id: number;
  place: number;
}

/**
 * The order of a list of fields while somebody changes it: by arrow keys on a handle, by buttons or by dragging. It shows at
 * once what the server is then told, and says which field was moved last, to be spoken of. `list` is the list of their rows.
 */
export function useFieldOrder(fields: readonly CustomField[]) {
  const fetcher = useFetcher();
  const isAnswering = useRef(false);
  const list = useRef<HTMLOListElement>(null);
  const [order, setOrder] = useState<readonly number[] | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [moved, setMoved] = useState<Move | null>(null);
  /** What the server is still to be told, one after the other: two at once might arrive the wrong way round. */
  const [waiting, setWaiting] = useState<readonly Move[]>([]);
  const byId = new Map(fields.map((field) => [field.id, field]));
  const ordered = (order ?? []).flatMap((id) => byId.get(id) ?? []);
  const shown = ordered.length === fields.length ? ordered : fields;
  const ids = shown.map(({ id }) => id);
  const placeOf = (id: number) => ids.indexOf(id) + 1;

  function show(id: number, place: number): void {
    const others = ids.filter((other) => other !== id);
    setOrder([...others.slice(0, place - 1), id, ...others.slice(place - 1)]);
  }

  function tell(id: number, place: number): void {
    setMoved({ id, place });
    setWaiting((moves) => [...moves, { id, place }]);
  }

  function move(id: number, place: number): void {
    if (place < 1 || place > ids.length || place === placeOf(id)) return;
    show(id, place);
    tell(id, place);
  }

  useEffect(() => {
    if (fetcher.state !== 'idle') {
      isAnswering.current = true;
      return;
    }
    const [next, ...later] = waiting;
    if (next) {
      isAnswering.current = false;
      setWaiting(later);
      fetcher.submit({ moved: `${next.id}:${next.place}` }, { method: 'post' });
    } else if (isAnswering.current && dragged === null) {
      isAnswering.current = false;
      // What the server has said since goes before what was shown meanwhile.
      setOrder(null);
    }
  }, [fetcher, waiting, dragged]);

  // A row that is put elsewhere loses the focus.
  useEffect(() => {
    if (moved && dragged === null) list.current?.querySelector<HTMLElement>(`[data-handle="${moved.id}"]`)?.focus();
  }, [moved, dragged]);

  useEffect(() => {
    if (dragged === null) return;
    const follow = (event: globalThis.PointerEvent) => {
      const rows = [...(list.current?.children ?? [])];
      const at = rows.findIndex((row) => event.clientY < row.getBoundingClientRect().bottom);
      const place = at === -1 ? rows.length : at + 1;
      if (place !== placeOf(dragged)) show(dragged, place);
    };
    const drop = () => {
      const was = fields.findIndex(({ id }) => id === dragged) + 1;
      if (placeOf(dragged) !== was) tell(dragged, placeOf(dragged));
      setDragged(null);
    };
    const leave = () => setDragged(null);
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', leave);
    return () => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', leave);
    };
  });

  const handleOf = (id: number) => ({
    'data-handle': id,
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) setDragged(id);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      if (step === 0) return;
      event.preventDefault();
      move(id, placeOf(id) + step);
    },
  });

  return { list, shown, dragged, moved, move, handleOf };
}
