import type { Locale } from './messages.ts';

/** Maru's languages, each by its own name: who reads none of the others finds his own. */
export const languageNames = { en: 'English', ko: '한국어' } as const satisfies Record<Locale, string>;

/** Maru's languages as the choices of a list. */
export const languageChoices = Object.entries(languageNames).map(([value, label]) => ({ value, label }));

/** The name of a language by its code; a code that Maru does not know stays as it is. */
export function languageName(code: string): string {
  return Object.hasOwn(languageNames, code) ? languageNames[code as Locale] : code;
}
