import { useEffect, useState } from 'react';
import type { PreviewAnswer } from './preview-answer.ts';

/** What is read as a template: the draft and as whom. */
export interface DraftFields {
  kind: string;
  language: string;
  subject: string;
  body: string;
  contact_id: string;
}

const pauseMs = 350;

/** How a draft reads now, a moment after somebody has stopped typing; an answer that was overtaken is let go. */
export function usePreview(draft: DraftFields): PreviewAnswer | null {
  const [answer, setAnswer] = useState<PreviewAnswer | null>(null);
  const { kind, language, subject, body, contact_id } = draft;
  useEffect(() => {
    const overtaken = new AbortController();
    const timer = setTimeout(async () => {
      const fields = new URLSearchParams({ kind, language, subject, body, contact_id });
      try {
        const { signal } = overtaken;
        const response = await fetch('/settings/mail-templates/preview', { method: 'POST', body: fields, signal });
        if (response.ok) setAnswer((await response.json()) as PreviewAnswer);
      } catch (error) {
        // Overtaken, or the line broke: the next letter asks anew.
        if (!overtaken.signal.aborted) console.warn(error);
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      overtaken.abort();
    };
  }, [kind, language, subject, body, contact_id]);
  return answer;
}
