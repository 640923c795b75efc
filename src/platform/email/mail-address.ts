/**
 * True for an address that can go into an envelope as it is: one mailbox, no display name, no comment, no blank, no
 * control character, at most 254 bytes. What is not is never shown to a mail server (threat K01).
 */
export function isMailAddress(address: string): boolean {
  return Buffer.byteLength(address) <= 254 && shape.test(address);
}

/** RFC 5321 dot-string at a host name; letters of any script (RFC 6531). Quoted local parts are refused: nobody has one. */
const shape =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;

/** Text for a header: on one line, without control and direction-changing characters, at most 200 of them. */
export function headerText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 200);
}
