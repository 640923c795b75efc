import { createTranslator } from 'use-intl/core';
import en from '#locales/en.ts';
import ko from '#locales/ko.ts';
import type { Locale, Messages } from './messages.ts';
import { settleParticles } from './settle-particles.ts';

const catalogues: Record<Locale, Messages> = { en, ko };

/** Says a message in one language: `t('contacts.fields.name')`, with values for its placeholders. */
export type Translate = (key: string, values?: Record<string, string | number | Date>) => string;

/** One voice per language and time zone; there are few of both. */
const voices = new Map<string, Translate>();

/**
 * The sentences of one language for acts, mails and the command line; dates in them stand in the given time zone. An
 * unknown key or a missing value is a bug and throws.
 */
export function translator(locale: Locale, timeZone = 'UTC'): Translate {
  const name = `${locale} ${timeZone}`;
  const known = voices.get(name);
  if (known) return known;
  const say = createTranslator({
    locale,
    messages: catalogues[locale] as unknown as Record<string, string>,
    timeZone,
    onError(error) {
      throw error;
    },
  }) as unknown as Translate;
  // Without any values use-intl would not look for missing ones, hence the empty object. Built messages have settled their particles already (see format-compiled.ts); those that Node reads as they are have not.
  const voice: Translate =
    locale === 'ko' ? (key, values = {}) => settleParticles(say(key, values)) : (key, values = {}) => say(key, values);
  voices.set(name, voice);
  return voice;
}
