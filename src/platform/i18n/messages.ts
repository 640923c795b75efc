import type en from '#locales/en.ts';

/** Every message of the product by feature and key, as the English files have them. */
export type Messages = typeof en;

/** Languages that are complete. Adding one is a folder beside `locales/en` and its line here. */
export const locales = ['en', 'ko'] as const;
export type Locale = (typeof locales)[number];

/** True for a language that Maru speaks. */
export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}
