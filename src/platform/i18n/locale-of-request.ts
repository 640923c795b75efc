import { isLocale, type Locale } from './messages.ts';

export interface KnownLocales {
  /** The signed-in caller's own language. */
  caller?: Locale | undefined;
  /** The account's language, for callers who say nothing. */
  account?: Locale | undefined;
}

/**
 * The language to answer in: the signed-in caller's, then what this browser chose here (cookie `locale`), then what it
 * prefers (Accept-Language with weights, RFC 9110 §12.5.4), then the account's, then English.
 */
export function localeOfRequest(headers: Headers, { caller, account }: KnownLocales): Locale {
  return caller ?? chosen(headers.get('cookie')) ?? preferred(headers.get('accept-language')) ?? account ?? 'en';
}

function chosen(cookie: string | null): Locale | null {
  const value = /(?:^|;\s*)(?:__Host-)?locale=([a-z]{2})(?:;|$)/.exec(cookie ?? '')?.[1];
  return isLocale(value) ? value : null;
}

function preferred(accepted: string | null): Locale | null {
  const wishes = (accepted ?? '').slice(0, 1_000).split(',').map(wish);
  const [best] = wishes.filter(({ locale, weight }) => locale && weight > 0).sort((a, b) => b.weight - a.weight);
  return best?.locale ?? null;
}

function wish(part: string): { locale: Locale | null; weight: number } {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const language = tag.trim().split('-')[0];
  const written = parameters.map((parameter) => /^\s*q=(\d(?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean);
  return { locale: isLocale(language) ? language : null, weight: written === undefined ? 1 : Number(written) };
}
