import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { agentPassword, makeAgent } from '../../../../test/make.ts';
import { activateContact, contactPassword, insertContact } from '../../../../test/portal.ts';
import { addProvider, comeBack, cookieOf, identitiesOf, strangerAt, travel } from '../../../../test/provider-trip.ts';
import { mailsBy } from '../../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../../../test/start-openid-provider.ts';
import { beginLink } from './begin-link.ts';
import { finishLink } from './finish-link.ts';
import { listOwnLinks } from './list-own-links.ts';
import { removeOwnLink } from './remove-own-link.ts';

let provider: OpenIdProvider;
let app: TestApp;
let provider_id: number;
before(async () => {
  provider = await startOpenIdProvider({ people: {} });
  app = await startApp({ private_hosts: [provider.host] });
  provider_id = await addProvider(app, provider);
});
after(async () => {
  await app.stop();
  await provider.stop();
});

const path = '/portal/profile/sign-in';

interface Signed {
  id: number;
  ctx: Context;
  cookie: string;
}

async function contact(): Promise<Signed> {
  const id = await insertContact(app.systemCtx());
  const token = await activateContact(app.systemCtx(), id);
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token });
  return { id, ctx: { ...strangerAt(app), caller }, cookie: `__Host-portal_session=${token}` };
}

async function agent(): Promise<Signed> {
  const id = await makeAgent(await app.ctxOfAdmin());
  const { token } = await createSession(app.ctxOfStranger(), { agent_id: id, is_remembered: false });
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token });
  return { id, ctx: { ...strangerAt(app), caller }, cookie: `__Host-agent_session=${token}` };
}

async function link(
  who: Signed,
  login: string,
  { password, return_to = path }: { password: string; return_to?: string },
) {
  provider.people[login] ??= {};
  const { url, sealed } = await beginLink(who.ctx, { provider_id, password, return_to });
  return comeBack(app, await provider.signIn(url, login), `__Host-sign_in_trip=${sealed}; ${who.cookie}`);
}

test('E05 a customer links an account with his password, and comes in by it from then on', async () => {
  const ruth = await contact();
  await assert.rejects(link(ruth, 'ruth', { password: 'wrong' }), { code: 'sign_in_providers.password_wrong' });
  const told = await mailsBy(app, async () => {
    const response = await link(ruth, 'ruth', { password: contactPassword });
    assert.equal(response.headers.get('location'), `${path}?linked`);
  });
  assert.match(told.join(), /^way_in_added ruth\d+@hanbit\.example$/);
  const { links, others, has_password } = await listOwnLinks(ruth.ctx);
  assert.deepEqual([links.length, others.length, has_password], [1, 0, true]);
  const came = await travel(app, { provider_id, there: (url) => provider.signIn(url, 'ruth') });
  const caller = await findCallerOfRequest(app.ctxOfStranger(), {
    side: 'portal',
    token: cookieOf(came, 'portal_session'),
  });
  assert.ok(caller.kind === 'contact' && caller.contact_id === ruth.id);
});

test('E05 an agent links an account likewise, and it is his alone', async () => {
  const [eva, ida] = [await agent(), await agent()];
  const return_to = '/profile/sign-in';
  await assert.rejects(link(eva, 'eva', { password: 'wrong', return_to }), {
    code: 'sign_in_providers.password_wrong',
  });
  const told = await mailsBy(app, async () => {
    const done = await link(eva, 'eva', { password: agentPassword, return_to });
    assert.equal(done.headers.get('location'), `${return_to}?linked`);
  });
  assert.match(told.join(), /^way_in_added \S+$/);
  const refused = await link(ida, 'eva', { password: agentPassword, return_to });
  assert.equal(refused.headers.get('location'), `${return_to}?trouble=identity_taken`);
  assert.deepEqual(await identitiesOf(app, 'agent_id', ida.id), []);
});

test('E05 a link begun in one session is not finished in another, nor without any', async () => {
  const [ruth, mallory] = [await contact(), await contact()];
  provider.people.mallory = {};
  const { url, sealed } = await beginLink(mallory.ctx, { provider_id, password: contactPassword, return_to: path });
  const back = await provider.signIn(url, 'mallory');
  for (const cookie of [ruth.cookie, '']) {
    const response = await comeBack(app, back, `__Host-sign_in_trip=${sealed}; ${cookie}`);
    assert.match(response.headers.get('location')!, /trouble=(trip_lost|answer_refused|not_signed_in)$/);
  }
  assert.deepEqual(await identitiesOf(app, 'contact_id', ruth.id), []);
  assert.deepEqual(await identitiesOf(app, 'contact_id', mallory.id), []);
});

test('E05 without a password only who has just signed in may link, and the last way in stays', async () => {
  const ruth = await contact();
  await link(ruth, 'only', { password: contactPassword });
  const [own] = (await listOwnLinks(ruth.ctx)).links;
  await inTransaction(app.systemCtx(), ({ db }) =>
    db.deleteFrom('contact_credential').where('contact_id', '=', ruth.id).execute(),
  );
  await assert.rejects(removeOwnLink(ruth.ctx, { id: own!.id }), { code: 'sign_in_providers.last_way_in' });
  const second_id = await addProvider(app, provider, { name: 'Second' });
  const asked = { provider_id: second_id, password: '', return_to: path };
  await beginLink(ruth.ctx, asked);
  app.clock.offset_ms += 11 * 60_000;
  await assert.rejects(beginLink(ruth.ctx, asked), { code: 'sign_in_providers.not_fresh' });
});

test('A13 an agent who signs in with a code links nothing by his password alone once his sign-in is some time ago', async () => {
  const hana = await agent();
  await inTransaction(app.systemCtx(), ({ db, clock }) =>
    db
      .insertInto('agent_totp')
      .values({
        account_id: 1,
        agent_id: hana.id,
        sealed_secret: Buffer.from('sealed'),
        confirmed_at: clock.now(),
        created_at: clock.now(),
      })
      .execute(),
  );
  const asked = { provider_id, password: agentPassword, return_to: '/profile/sign-in' };
  await beginLink(hana.ctx, asked);
  app.clock.offset_ms += 11 * 60_000;
  await assert.rejects(beginLink(hana.ctx, asked), { code: 'sessions.not_fresh' });
});

test('E05 nobody ends another one’s link, and of two that are ended at once one stays where there is no password', async () => {
  const [ruth, mallory] = [await contact(), await contact()];
  await link(ruth, 'first', { password: contactPassword });
  await link(ruth, 'second', { password: contactPassword });
  const { links } = await listOwnLinks(ruth.ctx);
  await assert.rejects(removeOwnLink(mallory.ctx, { id: links[0]!.id }), { code: 'platform.not_found' });
  await inTransaction(app.systemCtx(), ({ db }) =>
    db.deleteFrom('contact_credential').where('contact_id', '=', ruth.id).execute(),
  );
  const both = await Promise.allSettled(links.map(({ id }) => removeOwnLink(ruth.ctx, { id })));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await identitiesOf(app, 'contact_id', ruth.id)).length, 1);
});

test('E05 where agents have to use a provider an agent keeps his last link, his password notwithstanding', async () => {
  const eva = await agent();
  await link(eva, 'eva2', { password: agentPassword, return_to: '/profile/sign-in' });
  const [own] = (await listOwnLinks(eva.ctx)).links;
  const require = (is_agent_provider_required: boolean) =>
    inTransaction(app.systemCtx(), ({ db }) => db.updateTable('account').set({ is_agent_provider_required }).execute());
  await require(true);
  await assert.rejects(removeOwnLink(eva.ctx, { id: own!.id }), { code: 'sign_in_providers.last_way_in' });
  await require(false);
  await removeOwnLink(eva.ctx, { id: own!.id });
  assert.deepEqual(await identitiesOf(app, 'agent_id', eva.id), []);
});

test('E05 a session that was left open ends no link', async () => {
  const ruth = await contact();
  await link(ruth, 'left open', { password: contactPassword });
  const [own] = (await listOwnLinks(ruth.ctx)).links;
  app.clock.offset_ms += 11 * 60_000;
  await assert.rejects(removeOwnLink(ruth.ctx, { id: own!.id }), { code: 'sessions.not_fresh' });
  assert.equal((await identitiesOf(app, 'contact_id', ruth.id)).length, 1);
});

test('E05 a way that was begun for something else links nobody', async () => {
  const ruth = await contact();
  const session_id = 'session_id' in ruth.ctx.caller ? ruth.ctx.caller.session_id! : 0;
  const trip = {
    ...({ provider_id, audience: 'contact', purpose: 'sign_in', return_to: path, session_id } as const),
    ...{ state: 's', nonce: 'n', code_verifier: 'v', expires_at: Number.MAX_SAFE_INTEGER },
  };
  const person = { provider_id, provider_name: 'X', issuer: 'i', subject: 's', name: null, address: null };
  for (const other of [{}, { purpose: 'link', audience: 'agent' }, { purpose: 'link', session_id: 0 }] as const) {
    const finished = finishLink(ruth.ctx, { trip: { ...trip, ...other }, person });
    await assert.rejects(finished, { code: 'sign_in_providers.trip_lost' });
  }
});

test('an agent who only looks at the portal as a customer sees no ways in', async () => {
  const ruth = await contact();
  const looking = { ...ruth.ctx, caller: { ...ruth.ctx.caller, viewed_by_agent_id: 1 } } as Context;
  await assert.rejects(listOwnLinks(looking), { code: 'platform.not_signed_in' });
});
