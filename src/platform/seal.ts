import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secrets that must be read again, such as the key of a sign-in provider: the database alone gives them to nobody. */
export interface Seal {
  /** Seals a text. `what` says what it is for, such as `sign_in_provider.secret`: sealed for one, it opens for no other. */
  close(what: string, text: string): Buffer;
  /** The text, or null for what was sealed for something else, by another account, with another secret key, or tampered with. */
  open(what: string, sealed: Uint8Array): string | null;
}

const algorithm = 'aes-256-gcm';
/** Of NIST SP 800-38D: a nonce of 96 bits, which random ones serve for 2³² texts, and a tag of 128. */
const nonceBytes = 12;
const tagBytes = 16;

/** Seals of one account, under a key of its own that only the secret key gives (HKDF, RFC 5869). */
export function createSeal(secret_key: string, account_id: number): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret_key, `account ${account_id}`, 'maru seal', 32));
  return {
    close(what, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(what));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(what, sealed) {
      if (sealed.length < nonceBytes + tagBytes) return null;
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(what)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
