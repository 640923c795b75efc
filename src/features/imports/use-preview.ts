import { type FormEvent, useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';
import type { MappingPreview } from './check-sample-rows.ts';

/** Long enough for a choice to be one, short enough to feel at once. */
const pauseMs = 200;

/** The intent by which the page's action answers with a preview and keeps nothing. */
export const previewIntent = 'preview';

/** Asks for a preview of the form's choices whenever they change; gives the newest one there is. */
export function usePreview(first: MappingPreview): {
  preview: MappingPreview;
  onChange(event: FormEvent<HTMLFormElement>): void;
} {
  const fetcher = useFetcher<{ preview?: MappingPreview }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    preview: fetcher.data?.preview ?? first,
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
