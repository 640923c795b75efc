import { createHash, createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/** What a mailed link is for. A token for one purpose never opens another. */
export type LinkPurpose =
  | 'invitation'
  | 'password_reset'
  | 'email_change'
  | 'email_change_undo'
  | 'sign_up'
  | 'sign_in_link'
  | 'sign_in_code'
  | 'agent_invitation'
  | 'agent_reset'
  | 'set_up'
  | 'known_device'
  | 'known_agent_device';

/** Which link: of which row, and the how-manyeth. Sending a link again raises the generation and so replaces the link. */
export interface LinkSubject {
  purpose: LinkPurpose;
  id: number;
  generation: number;
}

/** Makes what of one account only this installation can make: the secrets that mailed links carry, and marks. */
export interface Tokens {
  /**
   * The link's token: 256 bits as 43 characters of base64url. The same for the same subject, so that a mail that is
   * tried again carries the same link although the database keeps nothing but the hash.
   */
  make(subject: LinkSubject): string;
  /**
   * An HMAC of a value that must be known again and never be read: the same for the same kind and value, and nobody with
   * the database alone can try whose it is. 32 bytes, about three microseconds.
   */
  mark(kind: string, value: string): Buffer;
}

/** Tokens of one account, under a key of its own that only the secret key gives (HKDF, RFC 5869). */
export function createTokens(secret_key: string, account_id: number): Tokens {
  // Bare bytes would be made a key again at each use, which takes five times as long as the rest: imports mark millions.
  const keyFor = (what: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret_key, `account ${account_id}`, `maru ${what}`, 32)));
  const [key, markKey] = [keyFor('links'), keyFor('marks')];
  return {
    make({ purpose, id, generation }) {
      return createHmac('sha256', key).update(`${purpose}\n${id}\n${generation}`).digest('base64url');
    },
    mark(kind, value) {
      return createHmac('sha256', markKey).update(`${kind}\n${value}`).digest();
    },
  };
}

/** What the database keeps of a token: its SHA-256. A token has 256 random-looking bits, so a slow hash would add nothing. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
