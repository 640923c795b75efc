import { createContext, useContext } from 'react';
import type { Locale } from '#platform/i18n/messages.ts';

/** What the whole document is drawn in; the server says it, and the browser reads it from `<html>`. */
export interface Surroundings {
  locale: Locale;
  /** The account's IANA time zone. */
  time_zone: string;
  /** The theme chosen for this browser, or null to follow the device. */
  theme: 'light' | 'dark' | null;
  /** How close the rows of lists stand, chosen for this browser, or null for as usual. */
  density: 'compact' | 'comfortable' | null;
  /** When the server drew the document, in milliseconds since 1970: "2 minutes ago" starts the same on both sides. */
  drawn_at: number;
  /** The file with this language's messages, for the document to ask for early; null in the browser, which has it. */
  messages_url: string | null;
  /** Likewise the file with the words that a few pages say, by their feature. */
  wordsUrl(feature: string): string | null;
}

/** Given once by each entry, around the router. Changing any of it loads a new document. */
export const SurroundingsContext = createContext<Surroundings | null>(null);

/** Language, time zone and theme of this document. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (!surroundings) throw new Error('the entry gives no surroundings');
  return surroundings;
}
