import { headerKey } from './header-words.ts';

/** True for a column in which Google Contacts puts several values of a person: `E-mail 1 - Value`, `Phone 2 - Value`. */
export function isGoogleValue(header: string): boolean {
  return /^(?:email|phone)\d+value$/.test(headerKey(header));
}

/** The column that says what kind of number stands in another: `Phone 1 - Label` (or `- Type`) of `Phone 1 - Value`. */
export function labelColumnOf(columns: readonly { header: string }[], position: number): number | undefined {
  const number = /^phone(\d+)value$/.exec(headerKey(columns[position]!.header))?.[1];
  if (number === undefined) return undefined;
  const at = columns.findIndex(({ header }) => new RegExp(`^phone${number}(?:label|type)$`).test(headerKey(header)));
  return at === -1 ? undefined : at;
}

/** The field of a number with such a label; null for one that rings nobody. */
export function fieldOfLabel(label: string): 'phone' | 'mobile' | null {
  if (/fax|pager|팩스|호출기/i.test(label)) return null;
  return /mobile|cell|iphone|휴대|핸드폰|모바일/i.test(label) ? 'mobile' : 'phone';
}
