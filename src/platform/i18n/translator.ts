import { createTranslator } from 'use-intl/core';
import en from '#locales/en.ts';
import ko from '#locales/ko.ts';
import type { Locale, Messages } from './messages.ts';

const catalogues: Record<Locale, Messages> = { en, ko };

/** Says a message in one language: `t('contacts.fields.name')`, with values for its placeholders. */
export type Translate = (key: string, values?: Record<string, string | number | Date>) => string;

/** The sentences of one language for acts, mails and the command line. An unknown key is a bug and throws. */
export function translator(locale: Locale, timeZone = 'UTC'): Translate {
  const t = createTranslator({
    locale,
    messages: catalogues[locale] as unknown as Record<string, string>,
    timeZone,
    onError(error) {
      throw error;
    },
  });
  return t as unknown as Translate;
}
