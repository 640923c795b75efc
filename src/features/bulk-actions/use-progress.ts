import { useEffect, useState } from 'react';
import { useReload } from '#ui/use-reload.ts';
import type { FoundBulkAction } from './find-bulk-action.ts';

/** A bulk action as the page was drawn with, and from then on as the server tells of it. */
export function useProgress(drawn: FoundBulkAction): FoundBulkAction {
  const [told, setTold] = useState<{ of: FoundBulkAction; now: FoundBulkAction } | null>(null);
  const reload = useReload();
  const { id, state } = drawn;
  const isOver = state === 'cancelled' || state === 'failed';
  useEffect(() => {
    if (isOver) return;
    const stream = new EventSource(`/bulk-actions/${id}/progress`);
    let last: FoundBulkAction['state'] = state;
    stream.addEventListener('progress', (event: MessageEvent<string>) => {
      const now = JSON.parse(event.data) as FoundBulkAction;
      setTold({ of: drawn, now });
      // The results below come with the page: load them anew at each step.
      if (now.state !== last) reload();
      last = now.state;
    });
    stream.addEventListener('done', () => stream.close());
    return () => stream.close();
  }, [id, state, isOver, drawn, reload]);
  return told?.of === drawn ? told.now : drawn;
}
