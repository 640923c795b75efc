import type { Locale, Messages } from './messages.ts';

/** Messages that this process has loaded: both languages on the server, the page's own in a browser. */
const loaded = new Map<Locale, Messages>();

/** Loads a language before the first page is drawn in it; in a browser that is a file of its own, kept for a year. */
export async function loadCatalogue(locale: Locale): Promise<void> {
  if (loaded.has(locale)) return;
  const { default: messages } = locale === 'ko' ? await import('#locales/ko.ts') : await import('#locales/en.ts');
  loaded.set(locale, messages);
}

/** The messages of a language that `loadCatalogue` has loaded. */
export function catalogue(locale: Locale): Messages {
  const messages = loaded.get(locale);
  if (!messages) throw new Error(`The messages of "${locale}" are not loaded yet.`);
  return messages;
}
