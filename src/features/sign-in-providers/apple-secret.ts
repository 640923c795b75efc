import { createPrivateKey, sign } from 'node:crypto';

interface AppleClient {
  /** The Services ID. */
  client_id: string;
  team_id: string;
  key_id: string;
  /** The private key that Apple has issued, as PEM (P-256). */
  key: string;
  now: Date;
}

const lifeSeconds = 300;

/**
 * Apple knows no client secret but a JWT signed with the developer's key (ES256), which says for whom it is and lives at most
 * half a year; one is made for every exchange. Throws for a key that is none.
 */
export function signClientSecret({ client_id, team_id, key_id, key, now }: AppleClient): string {
  const private_key = createPrivateKey(key);
  if (private_key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('not a key for ES256');
  const iat = Math.floor(now.getTime() / 1_000);
  const claims = { iss: team_id, iat, exp: iat + lifeSeconds, aud: 'https://appleid.apple.com', sub: client_id };
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encoded({ alg: 'ES256', kid: key_id })}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: private_key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
