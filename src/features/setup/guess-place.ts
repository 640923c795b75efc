import { countryCodes } from '#platform/fields/country-codes.ts';
import { isLocale, type Locale } from '#platform/i18n/messages.ts';

export interface Place {
  language: Locale;
  country: string;
  time_zone: string;
}

/**
 * Where somebody probably is, from the language tag and the time zone that his machine or browser tells: `ko` alone
 * means Korea. A zone that nobody told is guessed where the country has only one, and is UTC otherwise.
 */
export function guessPlace({ locale, timeZone }: { locale: string; timeZone?: string }): Place {
  const tag = readTag(locale);
  const language = isLocale(tag?.language) ? tag.language : 'en';
  const likely = tag?.maximize().region ?? 'US';
  const country = countryCodes.includes(likely) ? likely : 'US';
  return { language, country, time_zone: timeZone ?? onlyZoneOf(country) ?? 'UTC' };
}

function readTag(locale: string): Intl.Locale | null {
  try {
    return new Intl.Locale(locale);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function onlyZoneOf(country: string): string | null {
  // ECMA-402 has it since 2025, TypeScript's library not yet.
  const place = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones(): string[] | undefined };
  const zones = place.getTimeZones() ?? [];
  return zones.length === 1 ? zones[0]! : null;
}
