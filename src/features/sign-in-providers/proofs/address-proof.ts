/** How long somebody may take from his provider to the code out of his mailbox. */
export const proofMs = 30 * 60_000;
/** Codes may be mistyped so often; then a new one has to be mailed. */
export const mostTries = 5;

/** Letters and digits that nobody takes for one another; 30 of them. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 8;

/**
 * The code that stands for a token, such as `K7QM-4XPD`: 39 bits, so that five guesses for each of the three mails that an address gets in
 * an hour find one in some four million years.
 */
export function codeOf(token: string): string {
  let rest = Buffer.from(token, 'base64url').readBigUInt64BE();
  let code = '';
  while (code.length < codeLength) {
    code += alphabet[Number(rest % BigInt(alphabet.length))];
    rest /= BigInt(alphabet.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** A code as somebody typed it, small or large, with or without the hyphen; as `codeOf` gives it. */
export function readCode(typed: string): string {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
