/** What people write between the digits of a phone number. */
const phoneSigns = /[-\s().]/g;

/**
 * A text that is the same for any two values of a field that count as the same one: letter case, width, blanks and, within
 * phone numbers, signs make no difference. The database's own word on it is `field_value_key()`; two values that are one to
 * the database are one here too, so that an import knows which rows may be in each other's way.
 */
export function valueKey(value: string | number | boolean, kind: string): string {
  // Up and down again, since some letters have two small forms.
  const folded = String(value).normalize('NFKC').toUpperCase().toLowerCase();
  return kind === 'phone' ? folded.replace(phoneSigns, '') : folded.replace(/\s+/g, ' ').trim();
}
