/**
 * Text for a header: on one line, without control and direction-changing characters, at most 200 letters. What looks like an
 * encoded word (RFC 2047 §2) is kept from being read as one: it would show something else than was written.
 */
export function headerText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed();
}
