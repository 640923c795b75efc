import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useFetcher, useNavigation } from 'react-router';
import type { MappingPreview } from './check-sample-rows.ts';

/** Long enough for a choice to be one, short enough to feel at once. */
const pauseMs = 200;

/** The intent by which the page's action answers with a preview and keeps nothing. */
export const previewIntent = 'preview';

/**
 * Asks for a preview of the form's choices whenever they change; gives the newest one there is. Once the form itself is
 * sent, what was asked before is not waited for: its answer would end the router's loading of the page that follows.
 */
export function usePreview(first: MappingPreview): {
  preview: MappingPreview;
  onChange(event: FormEvent<HTMLFormElement>): void;
} {
  const fetcher = useFetcher<{ preview?: MappingPreview }>();
  const isQuiet = useNavigation().state === 'idle';
  const [asked, setAsked] = useState<MappingPreview | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const answer = fetcher.data?.preview;
  useEffect(() => {
    if (answer) setAsked(answer);
  }, [answer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the page brings anew counts more than what was asked before
  useEffect(() => setAsked(null), [first]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fetcher is another object at every turn
  useEffect(() => {
    if (isQuiet) return;
    clearTimeout(timer.current);
    fetcher.reset();
  }, [isQuiet]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    preview: asked ?? first,
    onChange({ currentTarget }) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const form = new FormData(currentTarget);
        form.set('intent', previewIntent);
        fetcher.submit(form, { method: 'post' });
      }, pauseMs);
    },
  };
}
