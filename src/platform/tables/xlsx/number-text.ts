import type { CellFormat } from './cell-format.ts';

/**
 * A number of a cell as text: ids as they are shown (no exponent, no seventeenth digit), dates in ISO 8601.
 *
 * @param raw what the file holds, such as `45356.5` or `8.2E+11`
 */
export function numberText(raw: string, format: CellFormat, is1904: boolean): string {
  const number = Number(raw);
  if (raw === '' || !Number.isFinite(number)) return raw;
  if (format === 'date' && number >= 0 && number < 2_958_466) return dateText(number, is1904);
  if (format === 'duration' && number >= 0) return clockText(Math.round(number * 86_400));
  if (typeof format === 'object' && Number.isInteger(number) && number >= 0) return digitsText(number, format.digits);
  return plainNumber(raw, number);
}

function plainNumber(raw: string, number: number): string {
  if (/^-?\d+$/.test(raw)) return raw;
  if (Number.isInteger(number)) return BigInt(number).toString();
  return String(Number(number.toPrecision(15)));
}

/** Days since 1899-12-30 (Excel believes in 1900-02-29, day 60) or 1904-01-01; the fraction is the time of day. */
function dateText(serial: number, is1904: boolean): string {
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const time = clockText(seconds % 86_400);
  if (day === 0) return time;
  const date = is1904 ? isoDate(Date.UTC(1904, 0, 1), day) : isoDate1900(day);
  return time === '00:00:00' ? date : `${date}T${time}`;
}

function isoDate1900(day: number): string {
  if (day === 60) return '1900-02-29';
  return isoDate(Date.UTC(1899, 11, day < 60 ? 31 : 30), day);
}

function isoDate(start: number, days: number): string {
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}

function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** 1012345678 in `000-0000-0000` is 010-1234-5678: digits fill the zeros from the right, spare ones go to the left. */
function digitsText(number: number, pattern: string): string {
  const digits = [...String(number)];
  const zeros = pattern.split('0').length - 1;
  const first = [...'0'.repeat(Math.max(0, zeros - digits.length)), ...digits];
  const spare = first.splice(0, first.length - zeros).join('');
  return spare + pattern.replaceAll('0', () => first.shift()!);
}
