import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What an odd provider does otherwise than it should; each part as it is right unless told. */
export interface Oddity {
  /** Claims beside or instead of the right ones. */
  claims?: Record<string, unknown>;
  /** Of the token's header. */
  alg?: 'RS256-by-its-own-key' | 'none' | 'HS256-by-secret' | 'HS256-by-public-key' | 'RS256-by-another-key';
  /** Said in the answer to the browser. */
  iss?: string | null;
  /** Whose discovery document it gives out. */
  issuer?: string;
  /** Bytes that its keys weigh beside the right one. */
  padding?: number;
  /** Milliseconds before each answer. */
  delay?: number;
  status?: number;
  /** Where everything but discovery redirects to. */
  location?: string;
}

export interface OddProvider {
  issuer: string;
  host: string;
  oddity: Oddity;
  /** Everything that was asked, by path. */
  asked: string[];
  /** What a browser that was sent to `url` is sent back with. */
  answer(url: string): string;
  stop(): Promise<void>;
}

/** A provider that breaks the rules on purpose, one at a time: everything else about it is right, so that a refusal has one reason. */
export async function startOddProvider({ client_id, client_secret }: { client_id: string; client_secret: string }) {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const asked: string[] = [];
  const nonces = new Map<string, string>();
  const server = createServer(async (request, response) => {
    // Whoever asks may lose his patience first.
    const form = await text(request).catch(() => '');
    const { oddity } = odd;
    const { pathname } = new URL(request.url!, odd.issuer);
    asked.push(pathname);
    if (oddity.delay) await new Promise((resolve) => setTimeout(resolve, oddity.delay));
    const isDiscovery = pathname.startsWith('/.well-known/');
    if (oddity.location && !isDiscovery) return response.writeHead(302, { location: oddity.location }).end();
    if (oddity.status && !isDiscovery) return response.writeHead(oddity.status).end('{}');
    const body = isDiscovery ? metadata() : pathname === '/jwks' ? keySet() : tokens(form);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  const odd: OddProvider = {
    issuer: `http://${host}`,
    host,
    oddity: {},
    asked,
    answer(url) {
      const { searchParams } = new URL(url);
      const code = `code-${nonces.size}`;
      nonces.set(code, searchParams.get('nonce') ?? '');
      const back = new URL(searchParams.get('redirect_uri')!);
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state')!);
      if (odd.oddity.iss !== null) back.searchParams.set('iss', odd.oddity.iss ?? odd.issuer);
      return back.href;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const metadata = () => ({
    issuer: odd.oddity.issuer ?? odd.issuer,
    authorization_endpoint: `${odd.issuer}/authorize`,
    token_endpoint: `${odd.issuer}/token`,
    jwks_uri: `${odd.issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    authorization_response_iss_parameter_supported: odd.oddity.iss !== null,
  });

  const keySet = () => ({
    keys: [{ ...keys.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'one' }],
    ...(odd.oddity.padding && { padding: 'x'.repeat(odd.oddity.padding) }),
  });

  function tokens(form: string) {
    const code = new URLSearchParams(form).get('code') ?? '';
    const now = Math.floor(Date.now() / 1_000);
    const right = { iss: odd.issuer, aud: client_id, sub: 'ruth', iat: now, exp: now + 300, nonce: nonces.get(code) };
    const claims = { ...right, email: 'ruth@hanbit.example', email_verified: true, ...odd.oddity.claims };
    return {
      access_token: 'access',
      token_type: 'Bearer',
      id_token: signed(claims, odd.oddity.alg ?? 'RS256-by-its-own-key'),
    };
  }

  function signed(claims: object, alg: NonNullable<Oddity['alg']>): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${part({ alg: alg.split('-')[0], kid: 'one' })}.${part(claims)}`;
    const rsa = (key: KeyObject) => sign('sha256', Buffer.from(body), key).toString('base64url');
    const hmac = (key: string | Buffer) => createHmac('sha256', key).update(body).digest('base64url');
    const signatures = {
      'RS256-by-its-own-key': () => rsa(keys.privateKey),
      'RS256-by-another-key': () => rsa(foreign),
      none: () => '',
      'HS256-by-secret': () => hmac(client_secret),
      'HS256-by-public-key': () => hmac(keys.publicKey.export({ type: 'spki', format: 'pem' })),
    };
    return `${body}.${signatures[alg]()}`;
  }
  return odd;
}
