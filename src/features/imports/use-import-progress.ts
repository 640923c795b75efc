import { useEffect, useState } from 'react';
import { useReload } from '#ui/use-reload.ts';
import { type ImportProgress, isAtWork } from './import-progress.ts';

/** Follows a check or a run by server-sent events, also after a reload; asks for the page anew once it is over. */
export function useImportProgress(id: number, initial: ImportProgress): ImportProgress {
  const [progress, setProgress] = useState(initial);
  const reload = useReload();
  const isWatching = isAtWork(initial.state);
  useEffect(() => {
    if (!isWatching) return;
    const source = new EventSource(`/imports/${id}/events`);
    source.addEventListener('progress', ({ data }) => {
      const next = JSON.parse(data as string) as ImportProgress;
      // Over is said by the page that comes next; until then it looks as if the last of the work were being done.
      setProgress((before) => (isAtWork(next.state) ? next : { ...next, state: before.state }));
    });
    source.addEventListener('done', () => {
      source.close();
      reload();
    });
    return () => source.close();
  }, [id, isWatching, reload]);
  return progress;
}
