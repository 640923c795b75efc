import { cleanText } from './clean-text.ts';
import { dateOrderOfCountry, numbersOfDate } from './date-order.ts';
import type { Kind, ReadOptions } from './field.ts';
import { valueProblem } from './value-problem.ts';

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[-+]\d{2}:?\d{2})?)?$/;
const yearFirst =
  /^(\d{4})(?:\s*[./-]\s*|\s*년\s*)(\d{1,2})(?:\s*[./-]\s*|\s*월\s*)(\d{1,2})\s*[.일]?\s*(?:\([일월화수목금토]\)|[일월화수목금토]요일)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const dayMonthName = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i;
const monthNameDay = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i;

const months = 'january february march april may june july august september october november december'.split(' ');

/**
 * A day without a time, kept as `2024-03-05`: ISO (a time behind it is dropped), `2024. 3. 5.`, `2024년 3월 5일`, `20240305`,
 * `5 Mar 2024`, `March 5, 2024`, and `03/05/2024` in the order that the options name or, where they name none, in that of
 * the account's country. Years have four digits.
 */
export const date: Kind<string> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text, _field, options) {
    const day = dayOf(text.normalize('NFKC'), options);
    return day ? { value: day } : valueProblem('fields.not_a_date', text);
  },
  write: (value) => value,
};

function dayOf(text: string, options: ReadOptions): string | null {
  const parts = iso.exec(text) ?? yearFirst.exec(text) ?? compact.exec(text);
  if (parts) return written(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  const numbers = numbersOfDate(text);
  if (numbers) return inOrder(numbers, options);
  const dayFirst = dayMonthName.exec(text);
  if (dayFirst) return written(Number(dayFirst[3]), monthNamed(dayFirst[2]!), Number(dayFirst[1]));
  const named = monthNameDay.exec(text);
  return named ? written(Number(named[3]), monthNamed(named[1]!), Number(named[2])) : null;
}

/** A list's own order is kept to; else a number above 12 can only be the day, whatever the country. */
function inOrder({ first, second, year }: DateNumbers, { date_order, country }: ReadOptions): string | null {
  const order = date_order ?? dateOrderOfCountry(country);
  const isMonthFirst = date_order ? order === 'month_first' : second > 12 || (first <= 12 && order === 'month_first');
  return isMonthFirst ? written(year, first, second) : written(year, second, first);
}

type DateNumbers = NonNullable<ReturnType<typeof numbersOfDate>>;

function monthNamed(name: string): number {
  return months.findIndex((month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase()) + 1;
}

/** The day in ISO form, or null where the calendar has no such day. */
function written(year: number, month: number, day: number): string | null {
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  if (day > last.getUTCDate()) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
