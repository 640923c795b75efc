import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

/** What the provider says of somebody, by the name he signs in with there. */
export type People = Record<string, { email?: string; email_verified?: unknown; name?: string }>;

export interface OpenIdProvider {
  issuer: string;
  /** For `private_hosts` of `startApp`. */
  host: string;
  client_id: string;
  client_secret: string;
  people: People;
  /** Signs somebody in there as a browser does that was sent to `url`; gives the address it is sent back to. */
  signIn(url: string, login: string): Promise<string>;
  stop(): Promise<void>;
}

interface ProviderOptions {
  people: People;
  /** Where Maru is reached in this test. */
  public_url?: string;
  /** Its own; `127.0.0.1` is another site than `localhost` to a browser. */
  hostname?: string;
  /** Claims in the ID token, or only from the userinfo endpoint. */
  isInToken?: boolean;
}

/**
 * A real OpenID provider on this machine, with one client for Maru: PKCE is required, codes are good once. Its sign-in page is one field and
 * works without a script.
 */
export async function startOpenIdProvider(options: ProviderOptions): Promise<OpenIdProvider> {
  const { people, public_url = 'https://help.example.com', isInToken = true, hostname = 'localhost' } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `${hostname}:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'maru', client_secret: 'a client secret that only tests know' };
  const returns = Array.from({ length: 20 }, (_, at) => at + 1).map((id) => `${public_url}/sign-in-return/${id}`);
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(`http://${host}`, {
    clients: [{ ...client, redirect_uris: returns, response_modes: ['query', 'form_post'] } as never],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !isInToken,
    cookies: { keys: ['only tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig', kid: 'one' }] } as never,
    pkce: { required: () => true },
    findAccount: (_, id) =>
      people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) as { sub: string } },
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const isInteraction = request.url?.startsWith('/interaction/');
    const done = isInteraction ? interact(provider, client.client_id, request, response) : answer(request, response);
    Promise.resolve(done).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  return {
    issuer: `http://${host}`,
    host,
    ...client,
    people,
    signIn: (url, login) => walk(url, login, public_url),
    async stop() {
      server.closeAllConnections();
      // A second time it is stopped already.
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The provider's own page: a name is enough, and whoever signs in consents. */
async function interact(provider: Provider, client_id: string, request: IncomingMessage, response: ServerResponse) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Acorn Login</title><h1>Acorn Login</h1>
    <form method="post"><label>Name <input name="login"></label> <button>Sign in</button>
    <button name="refused" value="yes">Cancel</button></form>`;
  if (request.method !== 'POST') return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  const form = new URLSearchParams(await text(request));
  if (form.has('refused')) {
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  }
  const accountId = form.get('login')!;
  const grant = new provider.Grant({ accountId, clientId: client_id });
  grant.addOIDCScope('openid email profile');
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { login: { accountId }, consent });
}

/** Follows redirects with cookies, fills the form in, and stops where the way leads back. */
async function walk(from: string, login: string, public_url: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = from;
  let form: string | undefined;
  for (let step = 0; step < 12; step++) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form ?? null,
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    const location = response.headers.get('location');
    form = undefined;
    if (location) {
      url = new URL(location, url).href;
      if (url.startsWith(public_url)) return url;
    } else if (new URL(url).pathname.startsWith('/interaction/')) {
      form = new URLSearchParams(login === '' ? { refused: 'yes' } : { login }).toString();
    } else {
      throw new Error(`the provider answers ${response.status} at ${url}: ${await response.text()}`);
    }
  }
  throw new Error('the provider leads in circles');
}
