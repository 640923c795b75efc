import { countryCodes } from '#platform/fields/country-codes.ts';
import type { Locale } from '#platform/i18n/messages.ts';

interface Choice {
  value: string;
  label: string;
}

/** Countries by their names in a reader's language, and time zones with what their clocks differ from UTC at a moment. */
export function placeChoices(locale: Locale, now: Date): { countries: Choice[]; time_zones: Choice[] } {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const countries = countryCodes.map((value) => ({ value, label: names.of(value) ?? value }));
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'))];
  return {
    countries: countries.sort((a, b) => a.label.localeCompare(b.label, locale)),
    time_zones: zones.map((value) => ({ value, label: `${value.replaceAll('_', ' ')} (${offsetOf(value, now)})` })),
  };
}

function offsetOf(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')!.value.replace('GMT', 'UTC');
}
