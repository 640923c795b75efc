/**
 * What may stand between the tags of a list; a tag may hold all the others. `hash` is how people do who write `#a #b`,
 * `colons` how Google Contacts does it: `a ::: * myContacts`, the star before groups of its own.
 */
export const tagSeparators = ['comma', 'semicolon', 'bar', 'line', 'hash', 'colons'] as const;
export type TagSeparator = (typeof tagSeparators)[number];

const cuts: Record<TagSeparator, RegExp> = {
  comma: /[,，、]/,
  semicolon: /[;；]/,
  bar: /[|｜]/,
  line: /\n/,
  hash: /[\s,;]*[#＃]/,
  colons: /:::/,
};
/** Where nothing is known of the list. */
const usualCut = /[,;，；、\n]/;
/** Groups in which Google puts everybody. */
const everybody = new Set(['* mycontacts', '* my contacts', '* other contacts', '* starred']);

/** The pieces of a text of tags, blanks around them and empty ones among them. */
export function cutTags(text: string, separator: TagSeparator | undefined): string[] {
  if (!separator) return text.split(usualCut);
  const pieces = text.split(cuts[separator]);
  if (separator !== 'colons') return pieces;
  return pieces.filter((piece) => !everybody.has(piece.trim().toLowerCase())).map((one) => one.replace(/^\s*\* /, ''));
}

/**
 * What stands between the tags of a list, told from some of its cells; undefined where commas, semicolons and line breaks
 * can all be taken for it. Of two in one cell the one that is rarer in ordinary words stands between the tags.
 */
export function tellTagSeparator(cells: readonly string[]): TagSeparator | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return undefined;
  // Before the hashes: our own export writes `#a :::`, so that a tag may begin with one.
  if (filled.some((cell) => cell.includes(':::')) || filled.every((cell) => cell.startsWith('* '))) return 'colons';
  if (filled.every((cell) => /^[#＃]\S/.test(cell))) return 'hash';
  if (filled.some((cell) => cuts.bar.test(cell))) return 'bar';
  const both = (rarer: RegExp) => filled.some((cell) => rarer.test(cell) && cuts.comma.test(cell));
  if (both(cuts.line)) return 'line';
  return both(cuts.semicolon) ? 'semicolon' : undefined;
}
