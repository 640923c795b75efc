import files from 'virtual:words-of-few-pages';
import { catalogue } from './catalogue.ts';
import type { Locale } from './messages.ts';
import type { WordsOfFewPages } from './words-of-few-pages.ts';

const onTheirWay = new Map<string, Promise<void>>();

/**
 * Adds the words that only a few pages say to a loaded catalogue. In a browser always a promise, for one feature the same
 * one for each who asks: React's `use` counts its calls, so none may be left out because its words have come meanwhile.
 * Null on the server, which has them all.
 */
export function loadWords(locale: Locale, feature: WordsOfFewPages): Promise<void> | null {
  const file = `${locale} ${feature}`;
  const known = onTheirWay.get(file);
  if (known) return known;
  if (Object.keys(catalogue(locale)[feature]).length > 0) return null;
  const loading = addWords(locale, feature);
  onTheirWay.set(file, loading);
  // A line that broke is tried anew by the next page.
  loading.catch(() => onTheirWay.delete(file));
  return loading;
}

async function addWords(locale: Locale, feature: WordsOfFewPages): Promise<void> {
  const { default: words } = await files[`${locale} ${feature}`]!();
  Object.assign(catalogue(locale)[feature], words);
}
