import { useEffect, useRef, useState } from 'react';
import css from './editor.module.css';
import type { DraftFields } from './use-preview.ts';

/**
 * The HTML part of a draft. A form sends the draft into a frame, since a page of this policy may not show another's inline
 * styles and a draft is too long for an address. Each version has a frame of its own, which takes the place of the one before once
 * it is there: nothing flickers and nothing is left in the browser's history.
 */
export function PreviewFrame({ draft, title }: { draft: DraftFields; title: string }) {
  const [frames, setFrames] = useState<number[]>([]);
  const sent = useRef(new Set<number>());
  const form = useRef<HTMLFormElement>(null);
  const newest = frames.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft asks for another frame
  useEffect(() => setFrames((before) => [...before.slice(-1), (before.at(-1) ?? 0) + 1]), [JSON.stringify(draft)]);
  useEffect(() => {
    if (newest === undefined || sent.current.has(newest)) return;
    sent.current.add(newest);
    form.current?.submit();
  }, [newest]);
  return (
    <div className={css.frames}>
      <form ref={form} method="post" action="/settings/mail-templates/preview" target={`preview-${newest}`} hidden>
        {Object.entries({ ...draft, part: 'html' }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
      {frames.map((frame) => (
        <iframe
          key={frame}
          name={`preview-${frame}`}
          title={title}
          sandbox=""
          data-is-old={frame === newest ? undefined : ''}
          // The empty page that a frame begins with counts for nothing.
          onLoad={() => sent.current.has(frame) && setFrames((all) => all.filter((other) => other >= frame))}
        />
      ))}
    </div>
  );
}
