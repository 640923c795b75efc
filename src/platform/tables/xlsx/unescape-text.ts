/**
 * Workbooks write characters that XML lacks as `_x000D_` (ECMA-376 part 1, 22.9.2.19). NUL and halves of surrogate
 * pairs stay escaped: no database takes them.
 */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (escaped, hex: string) => {
    const unit = Number.parseInt(hex, 16);
    return unit === 0 || (unit >= 0xd800 && unit < 0xe000) ? escaped : String.fromCharCode(unit);
  });
}
