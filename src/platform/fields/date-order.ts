/** Which of the two small numbers of 03/04/2024 is the month. */
export const dateOrders = ['day_first', 'month_first'] as const;
export type DateOrder = (typeof dateOrders)[number];

const yearLast = /^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})\.?(?:,? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)?$/i;
/** Countries that write the month first where all is digits. */
const monthFirst = new Set(['US', 'PH', 'PR', 'GU', 'FM', 'MH', 'PW', 'AS', 'VI', 'KR']);

/** The numbers of a date of which the year comes last, such as 03/04/2024; null for any other text. */
export function numbersOfDate(text: string): { first: number; second: number; year: number } | null {
  const parts = yearLast.exec(text);
  return parts && { first: Number(parts[1]), second: Number(parts[3]), year: Number(parts[4]) };
}

/** What one date says about the order in which its list is written: a number above 12 can only be the day. */
export function dateOrderOf(text: string): DateOrder | 'either' | null {
  const numbers = numbersOfDate(text);
  if (!numbers) return null;
  const { first, second } = numbers;
  if (first > 12 && second <= 12) return 'day_first';
  if (second > 12 && first <= 12) return 'month_first';
  return first === second || first > 12 ? null : 'either';
}

/** The order that a country (ISO 3166) writes. */
export function dateOrderOfCountry(country: string): DateOrder {
  return monthFirst.has(country) ? 'month_first' : 'day_first';
}
