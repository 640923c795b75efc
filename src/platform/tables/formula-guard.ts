/**
 * What a spreadsheet program may take for a formula when it opens a CSV file (OWASP ASVS 1.2.10): blanks and quotation
 * marks, then one of = + - @ (also fullwidth), or a tab or line break. Whatever matches still matches with one more
 * apostrophe in front; that is why taking one off brings every text back as it was.
 */
const formulaLike = /^[\s'"]*[=+\-@＝＋－＠\t\r\n]/;

/** The text as it may stand in a CSV file: with an apostrophe in front where it looks like a formula. */
export function guardFormula(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text;
}

/** Undoes `guardFormula`: `stripFormulaGuard(guardFormula(text)) === text` for every text. */
export function stripFormulaGuard(text: string): string {
  return text.startsWith("'") && formulaLike.test(text.slice(1)) ? text.slice(1) : text;
}
