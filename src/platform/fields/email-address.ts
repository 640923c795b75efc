import { readDomainName } from './read-domain-name.ts';
import { trimBlanks } from './trim-blanks.ts';

const fastAddress = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const encoder = new TextEncoder();

/** Octets of the part before the @ and of the whole: RFC 5321 §4.5.3.1. */
const maxLocalBytes = 64;
const maxBytes = 254;

/**
 * The form in which Maru keeps, compares, signs in by and mails to an address, or null for a text that is no address.
 * Sign-in, import, API, mail and forms all come here, so that one person can't be two. What comes out goes in unchanged.
 *
 * | text | becomes |
 * | --- | --- |
 * | blanks around it, zero-width and bidirectional controls anywhere | dropped |
 * | letter case, before and after the @ | lower: no provider of note tells `Bob@` from `bob@` |
 * | full-width and other compatibility letters | NFKC: `ｂｏｂ＠ｘ．ｃｏｍ` is `bob@x.com` |
 * | a dot behind the domain | dropped |
 * | a domain outside ASCII (`한국.kr`) | its A-label (`xn--3e0b707e.kr`), so both spellings are one address |
 * | letters outside ASCII before the @ | kept (RFC 6531); Cyrillic `аdmin@` stays another address than `admin@` |
 * | `bob+news@x.com` | kept: another address than `bob@x.com` |
 * | a quoted part, a comment, `Bob <bob@x.com>`, a route, a group | refused |
 * | control characters, CR, LF, comma, semicolon, a second @ | refused: they would change a mail's header |
 * | dots in a row, before or behind the local part | refused |
 * | a domain without a dot, an IP address, a last label of digits only | refused |
 * | more than 64 octets before the @ or 254 in all | refused |
 *
 * Syntax after WHATWG HTML "valid e-mail address", narrowed as above.
 */
export function readEmailAddress(text: string): string | null {
  const lower = text.length <= maxLocalBytes ? text.toLowerCase() : '';
  if (fastAddress.test(lower) && !lower.includes('xn--')) return lower;
  if (text.length > 4 * maxBytes) return null;
  const seen = trimBlanks(text).normalize('NFKC').replace(unseen, '');
  const folded = trimBlanks(seen).toLowerCase().normalize('NFKC');
  const at = folded.indexOf('@');
  if (at < 1 || at !== folded.lastIndexOf('@')) return null;
  const before = folded.slice(0, at);
  const domain = readDomainName(folded.slice(at + 1));
  if (!domain || !local.test(before)) return null;
  const beforeBytes = encoder.encode(before).length;
  return beforeBytes <= maxLocalBytes && beforeBytes + 1 + domain.length <= maxBytes ? `${before}@${domain}` : null;
}
