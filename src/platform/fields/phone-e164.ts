import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

const written = /^\+?[\d().\s-]+$/;
/** What follows the 0 of a Korean number: mobiles, Seoul, the other areas, internet telephony. */
const korean = /^(?:10\d{8}|1[16789]\d{7,8}|2\d{7,8}|(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}|70\d{8})$/;
const american = /^[2-9]\d{2}[2-9]\d{6}$/;
/** 1588-0000 and its like answer inside Korea only and have no international form. */
const koreanService = /^1[568]\d{6}$/;
const koreanExtension = /\(?\s*(?:내선|교환)(?:번호)?\s*[:.]?\s*(\d{1,7})\s*(?:번)?\s*\)?$/;
/** Longer texts hold no single number, and the parser's patterns are not for them. */
const maxLength = 64;

/**
 * The international form of a phone number as typed, for comparing and matching: `+821020779850`, with an extension
 * `+8225551234;ext=12` (ITU E.164, RFC 3966), or null where none can be told: a service number, two numbers in one
 * field, no number. Numbers without `+` are read as of `country` (ISO 3166). What comes out goes in unchanged.
 *
 * Common Korean and American shapes are told by pattern, 20 times quicker than by the library and with its result (a
 * test compares them): an import reads millions.
 */
export function e164OfPhone(typed: string, country: string): string | null {
  if (typed.length > maxLength) return null;
  return (written.test(typed) && byShape(typed.replace(/[().\s-]/g, ''), country)) || byLibrary(typed, country);
}

function byShape(number: string, country: string): string | null {
  if (number.startsWith('+82')) return koreanNumber(number.slice(number[3] === '0' ? 4 : 3));
  if (number.startsWith('+1')) return american.test(number.slice(2)) ? number : null;
  if (country === 'KR' && number[0] === '0') return koreanNumber(number.slice(1));
  if (country === 'US' || country === 'CA') {
    const area = number.length === 11 && number[0] === '1' ? number.slice(1) : number;
    return american.test(area) ? `+1${area}` : null;
  }
  return null;
}

function koreanNumber(digits: string): string | null {
  return korean.test(digits) ? `+82${digits}` : null;
}

function byLibrary(typed: string, country: string): string | null {
  const plain = typed.normalize('NFKC').replace(koreanExtension, ' ext. $1');
  if (country === 'KR' && koreanService.test(plain.replace(/[\s-]/g, ''))) return null;
  const defaultCountry = isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const number = parsePhoneNumberFromString(plain, { extract: false, ...(defaultCountry && { defaultCountry }) });
  if (!number?.isPossible()) return null;
  return number.ext ? `${number.number};ext=${number.ext}` : number.number;
}
