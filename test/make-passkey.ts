import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** An authenticator in software, as a browser would use it: real keys, real signatures, and lies on demand. */
export interface Authenticator {
  /** Answers `navigator.credentials.create`'s options with what a browser sends, as JSON. */
  create(options: CreationOptions, lies?: Lies): string;
  /** Answers `navigator.credentials.get`'s options. */
  get(options: { challenge: string }, lies?: Lies): string;
}

interface CreationOptions {
  challenge: string;
  user: { id: string };
}

/** What an attacker, another site or a copied key would say instead. */
export interface Lies {
  origin?: string;
  rp_id?: string;
  challenge?: string;
  type?: string;
  is_verified?: boolean;
  is_backup_eligible?: boolean;
  sign_count?: number;
  user_handle?: string;
  /** Signs with a key that nobody knows. */
  is_forged?: boolean;
}

const flag = { present: 1, verified: 4, backup_eligible: 8, backed_up: 16, attested: 64 };

/** One key at a relying party, P-256 with SHA-256; it counts its signatures and can be copied unless told. */
export function makeAuthenticator({
  origin = 'https://help.example.com',
  is_backup_eligible = true,
}: {
  origin?: string;
  is_backup_eligible?: boolean;
} = {}): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let handle = '';
  let count = 0;

  function clientData(type: string, challenge: string, lies: Lies): string {
    const said = { type: lies.type ?? type, challenge: lies.challenge ?? challenge, origin: lies.origin ?? origin };
    return Buffer.from(JSON.stringify({ ...said, crossOrigin: false })).toString('base64url');
  }

  function authenticatorData(lies: Lies, attested?: Buffer): Buffer {
    const canBeCopied = lies.is_backup_eligible ?? is_backup_eligible;
    const flags =
      flag.present |
      (lies.is_verified === false ? 0 : flag.verified) |
      (canBeCopied ? flag.backup_eligible | flag.backed_up : 0) |
      (attested ? flag.attested : 0);
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(lies.sign_count ?? ++count);
    const rp = createHash('sha256')
      .update(lies.rp_id ?? new URL(origin).hostname)
      .digest();
    return Buffer.concat([rp, Buffer.from([flags]), counted, ...(attested ? [attested] : [])]);
  }

  const told = (response: object) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      response,
      clientExtensionResults: {},
    });

  return {
    create({ challenge, user }, lies = {}) {
      handle = user.id;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseOf(publicKey)]);
      const authData = authenticatorData(lies, attested);
      return told({
        clientDataJSON: clientData('webauthn.create', challenge, lies),
        attestationObject: attestationOf(authData).toString('base64url'),
        transports: ['internal'],
      });
    },
    get({ challenge }, lies = {}) {
      const clientDataJSON = clientData('webauthn.get', challenge, lies);
      const authData = authenticatorData(lies);
      const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
      const key = lies.is_forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : privateKey;
      return told({
        clientDataJSON,
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', Buffer.concat([authData, hash]), key).toString('base64url'),
        userHandle: lies.user_handle ?? handle,
      });
    },
  };
}

/** `{ fmt: 'none', attStmt: {}, authData }` in CBOR (RFC 8949). */
function attestationOf(authData: Buffer): Buffer {
  const length = Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]);
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const empty = Buffer.from([0xa0]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    empty,
    text('authData'),
    length,
    authData,
  ]);
}

/** A P-256 key as COSE writes it (RFC 9053 §7.1): kty 2, alg -7, crv 1, x, y. */
function coseOf(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  const bytes = (text: string) => Buffer.concat([Buffer.from([0x58, 0x20]), Buffer.from(text, 'base64url')]);
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(x!),
    Buffer.from([0x22]),
    bytes(y!),
  ]);
}
