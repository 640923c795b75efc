import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { addProvider, cookieOf, travel } from '../../../test/provider-trip.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type Oddity, type OddProvider, startOddProvider } from '../../../test/start-odd-provider.ts';

const client = { client_id: 'maru', client_secret: 'a client secret that only tests know' };

let odd: OddProvider;
let app: TestApp;
let provider_id: number;
before(async () => {
  odd = await startOddProvider(client);
  app = await startApp({ private_hosts: [odd.host] });
  provider_id = await addProvider(app, { issuer: odd.issuer, ...client }, { email_domains: 'hanbit.example' });
  await activateContact(app.systemCtx(), await insertContact(app.systemCtx(), { email: 'ruth@hanbit.example' }));
});
after(async () => {
  await app.stop();
  await odd.stop();
});

/** Comes by a provider of that oddity; each time it is asked for its keys and parts anew. */
async function come(oddity: Oddity, change: (back: string) => string = (back) => back): Promise<Response> {
  odd.oddity = oddity;
  app.clock.offset_ms += 11 * 60_000;
  return travel(app, { provider_id, there: (url) => change(odd.answer(url)) });
}

async function nobodyIsIn(): Promise<void> {
  const sessions = await inTransaction(app.systemCtx(), ({ db }) =>
    db.selectFrom('session').select('id').where('provider_id', 'is not', null).execute(),
  );
  const identities = await inTransaction(app.systemCtx(), ({ db }) =>
    db.selectFrom('sign_in_identity').select('id').execute(),
  );
  assert.deepEqual([sessions, identities], [[], []]);
}

const now = () => Math.floor(Date.now() / 1_000);

const attacks: Record<string, Oddity> = {
  'is signed by nobody (alg none)': { alg: 'none' },
  'is signed with the client’s secret (HS256)': { alg: 'HS256-by-secret' },
  'is signed with the public key as if it were a secret (HS/RS confusion)': { alg: 'HS256-by-public-key' },
  'is signed with a key of somebody else’s': { alg: 'RS256-by-another-key' },
  'is meant for another client': { claims: { aud: 'another' } },
  'is meant for several clients and was given to another one (azp)': {
    claims: { aud: ['maru', 'other'], azp: 'other' },
  },
  'is of another issuer': { claims: { iss: 'https://evil.example' } },
  'has run out': { claims: { exp: now() - 3_600, iat: now() - 7_200 } },
  'has no end': { claims: { exp: undefined } },
  'answers another question (nonce)': { claims: { nonce: 'another' } },
  'answers no question (no nonce)': { claims: { nonce: undefined } },
  'is of nobody': { claims: { sub: '' } },
  'is of somebody whose id is endless': { claims: { sub: 'x'.repeat(1_000) } },
  'is of somebody whose id is an object': { claims: { sub: { $ne: null } } },
};

for (const [words, oddity] of Object.entries(attacks)) {
  test(`E01 a token that ${words} lets nobody in`, async () => {
    const response = await come(oddity);
    assert.equal(response.headers.get('location'), '/portal/sign-in?with=answer_refused');
    assert.equal(cookieOf(response, 'portal_session'), null);
    await nobodyIsIn();
  });
}

const mixUps: Record<string, [Oddity, (back: string) => string]> = {
  'says it is another provider’s (mix-up)': [{ iss: 'https://evil.example' }, (back) => back],
  'does not say whose it is although its provider always does': [{}, (back) => back.replace(/&iss=[^&]*/, '')],
  'carries another state': [{}, (back) => back.replace(/state=[^&]*/, 'state=another')],
  'carries two states': [{}, (back) => `${back}&state=another`],
  'carries no code': [{}, (back) => back.replace(/code=[^&]*&/, '')],
};

for (const [words, [oddity, change]] of Object.entries(mixUps)) {
  test(`E01 an answer that ${words} lets nobody in`, async () => {
    const response = await come(oddity, change);
    assert.equal(response.headers.get('location'), '/portal/sign-in?with=answer_refused');
    await nobodyIsIn();
  });
}

const troubles: Record<string, Oddity> = {
  'answers 500': { status: 500 },
  'takes ten seconds': { delay: 10_000 },
  'has keys of a megabyte': { padding: 1_000_000 },
};

for (const [words, oddity] of Object.entries(troubles)) {
  test(`E07 a provider that ${words} gives a page within seconds, and other sign-ins work`, async () => {
    // What it says of itself is known by now; then it fails.
    await come({}, () => `${odd.issuer}/`).catch(() => undefined);
    const startedAt = performance.now();
    odd.oddity = {};
    const response = await travel(app, {
      provider_id,
      there(url) {
        const back = odd.answer(url);
        odd.oddity = oddity;
        return back;
      },
    });
    assert.equal(response.headers.get('location'), '/portal/sign-in?with=down');
    assert.ok(performance.now() - startedAt < 8_000);
    await nobodyIsIn();
  });
}

test('E07 a provider that sends us into a cloud’s own network is not followed there', async () => {
  const response = await come({ location: 'http://169.254.169.254/latest/meta-data' });
  assert.match(response.headers.get('location')!, /with=(answer_refused|down)/);
  await nobodyIsIn();
});

test('E07 nobody is sent to a provider that is slow from the start, or that says it is another one', async () => {
  await assert.rejects(come({ delay: 10_000 }), { code: 'sign_in_providers.provider_down' });
  await assert.rejects(come({ issuer: 'https://evil.example' }), { code: 'sign_in_providers.answer_refused' });
});

test('everything else about that provider is right: with nothing odd its people come in', async () => {
  const response = await come({});
  assert.equal(response.headers.get('location'), '/portal');
  assert.ok(cookieOf(response, 'portal_session'));
});
