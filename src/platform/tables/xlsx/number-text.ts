import type { CellFormat, DigitPattern } from './cell-format.ts';

/** About the years 1000 and 10000. */
const FIRST_DAY = -330_000;
const LAST_DAY = 2_958_466;
const DAYS_TO_1904 = 1462;

/**
 * A number of a cell as text: ids as they are shown (no exponent, no seventeenth digit), dates in ISO 8601.
 *
 * @param raw what the file holds, such as `45356.5` or `8.2E+11`
 */
export function numberText(raw: string, format: CellFormat, is1904: boolean): string {
  const number = Number(raw);
  if (raw === '' || !Number.isFinite(number)) return raw;
  const lastDay = is1904 ? LAST_DAY - DAYS_TO_1904 : LAST_DAY;
  if (format === 'date' && number > FIRST_DAY && number < lastDay) return dateText(number, is1904);
  if (format === 'duration' && number >= 0) return clockText(Math.round(number * 86_400));
  if (typeof format === 'object' && Number.isSafeInteger(number) && number >= 0) {
    return digitsText(number, format.find(({ upTo }) => number <= upTo)!);
  }
  return plainNumber(raw, number);
}

/** Fifteen digits are all that a spreadsheet knows of a number; one that is larger than any id keeps its exponent. */
function plainNumber(raw: string, number: number): string {
  if (/^-?\d+$/.test(raw) || Math.abs(number) >= 1e21) return raw;
  const text = String(Number(number.toPrecision(15)));
  const tiny = /^(-?)(\d)\.?(\d*)e-(\d+)$/.exec(text);
  return tiny ? `${tiny[1]}0.${'0'.repeat(Number(tiny[4]) - 1)}${tiny[2]}${tiny[3]}` : text;
}

/**
 * Days since 1899-12-30 (Excel believes in 1900-02-29, day 60) or 1904-01-01; the fraction is the time of day. LibreOffice
 * writes days before the first, which Excel can not show.
 */
function dateText(serial: number, is1904: boolean): string {
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const time = clockText(seconds - day * 86_400);
  if (day === 0) return time;
  const date = is1904 ? isoDate(Date.UTC(1904, 0, 1), day) : isoDate1900(day);
  return time === '00:00:00' ? date : `${date}T${time}`;
}

function isoDate1900(day: number): string {
  if (day === 60) return '1900-02-29';
  return isoDate(Date.UTC(1899, 11, day > 0 && day < 60 ? 31 : 30), day);
}

function isoDate(start: number, days: number): string {
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}

function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** 1012345678 in `000-0000-0000` is 010-1234-5678: digits fill their places from the right, spare ones go to the first. */
function digitsText(number: number, { places }: DigitPattern): string {
  const digits = [...String(number)];
  let open = places.filter(({ digit }) => digit).length;
  let text = '';
  for (const place of places) {
    if (!place.digit) {
      text += place.text;
      continue;
    }
    while (digits.length > open) text += digits.shift();
    if (digits.length === open) text += digits.shift();
    else if (place.digit === '0') text += '0';
    open--;
  }
  return text.trim();
}
