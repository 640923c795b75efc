import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram } from '../../../test/load-program.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { plainChoices } from './contact-merge.ts';
import { findMergePreview } from './find-merge-preview.ts';
import { mergeContacts } from './merge-contacts.ts';

let app: TestApp;
let ctx: Context;
let cookie: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  ctx = await app.ctxOfAgent('supervisor');
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  cookie = `__Host-agent_session=${(await createSession(ctx, { agent_id, is_remembered: false })).token}`;
});
after(() => app.stop());

let made = 0;
async function makePair(): Promise<{ survivor_id: number; other_id: number }> {
  const make = async (job_title: string) => {
    const email = `pair${++made}@hanbit.example`;
    return (await createContact(ctx, { name: `Ruth King ${made}`, email, job_title, company: 'Hanbit' })).id;
  };
  return { survivor_id: await make('Buyer'), other_id: await make('CFO') };
}

type Pair = Awaited<ReturnType<typeof makePair>>;
const look = async (pair: Pair) => (await findMergePreview(ctx, { ...pair, choices: plainChoices })).seen;
const merge = (pair: Pair, seen: string) => mergeContacts(ctx, { ...pair, choices: plainChoices, seen });
const update = (id: number, columns: Record<string, unknown>) =>
  inTransaction(ctx, ({ db }) => db.updateTable('contact').set(columns).where('id', '=', id).execute());

const changes: Record<string, (pair: Pair) => Promise<unknown>> = {
  'a value': ({ other_id }) => updateContact(ctx, { id: other_id, phone: '02-555-0199' }),
  'a name': ({ survivor_id }) => updateContact(ctx, { id: survivor_id, name: 'Ruth Queen' }),
  'an address': ({ other_id }) => addContactEmail(ctx, { contact_id: other_id, email: 'late@hanbit.example' }),
  'what he may see': ({ other_id }) =>
    updateMemberships(ctx, {
      contact_id: other_id,
      memberships: [{ company: 'Hanbit', role: 'contact_admin', ticket_visibility: 'company', is_primary: true }],
    }),
  'who can sign in': ({ other_id }) => update(other_id, { portal_access: 'active', activated_at: new Date() }),
  'a block': ({ other_id }) => update(other_id, { blocked_at: new Date() }),
};

for (const [what, change] of Object.entries(changes)) {
  test(`a merge is refused when ${what} has changed since it was looked at, and done after a second look`, async () => {
    const pair = await makePair();
    const seen = await look(pair);
    await change(pair);
    await assert.rejects(merge(pair, seen), { kind: 'conflict', code: 'duplicates.changed_since_seen' });
    assert.equal((await findContact(ctx, { id: pair.other_id })).deleted_at, null);
    await merge(pair, await look(pair));
    assert.ok((await findContact(ctx, { id: pair.other_id })).deleted_at);
  });
}

test('a merge goes on when all that has happened since is a sign-in', async () => {
  const pair = await makePair();
  const seen = await look(pair);
  await update(pair.survivor_id, { last_sign_in_at: new Date(), updated_at: new Date() });
  await merge(pair, seen);
});

test('a page that was looked at too long ago comes back with the new preview and what was chosen', async () => {
  const { survivor_id, other_id } = await makePair();
  const path = `/contacts/${survivor_id}/merge/${other_id}`;
  const open = async () => (await app.ask(path, { cookie, headers: { accept: 'text/html' } })).text();
  const seenOf = (page: string) => /name="seen" value="([^"]+)"/.exec(page)![1]!;
  const push = (seen: string) =>
    app.ask(path, {
      method: 'POST',
      cookie,
      body: new URLSearchParams({ 'choice.job_title': 'other', 'choice.name': 'survivor', seen }),
      headers: { accept: 'text/html' },
    });
  const seen = seenOf(await open());
  await updateContact(ctx, { id: other_id, phone: '02-555-0177', job_title: 'CEO' });
  const refused = await push(seen);
  assert.equal(refused.status, 409);
  const page = await refused.text();
  assert.match(page, /One of the two has changed since this page was opened/);
  for (const shown of ['02-555-0177', 'CEO']) assert.ok(page.includes(shown), shown);
  const chosen = (field: string, side: string) =>
    page
      .match(/<input [^>]*>/g)!
      .some((input) => [`choice.${field}"`, `"${side}"`, 'checked'].every((one) => input.includes(one)));
  assert.ok(chosen('job_title', 'other') && chosen('name', 'survivor') && chosen('phone', 'other'));
  assert.notEqual(seenOf(page), seen);
  assert.equal((await push('')).status, 409);
  assert.equal((await push(seenOf(page))).status, 302);
  assert.equal((await findContact(ctx, { id: survivor_id })).job_title, 'CEO');
});
