import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findAccount } from '#features/accounts/find-account.ts';
import { listAgents } from '#features/agents/list-agents.ts';
import { listCompanies } from '#features/companies/list/list-companies.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { listDuplicates } from '#features/duplicates/list-duplicates.ts';
import { findImport } from '#features/imports/find-import.ts';
import { listImports } from '#features/imports/list-imports.ts';
import { readRows } from '#features/imports/read-rows.ts';
import { listInvitations } from '#features/invitations/list-invitations.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { listSavedViews } from '#features/saved-views/list-saved-views.ts';
import { roles } from '#platform/rights.ts';
import { startApp, type TestApp } from '../../test/start-app.ts';
import { createSampleAccount } from './create-sample-account.ts';
import { type Letterbox, openLetterbox } from './open-letterbox.ts';
import { samplePassword } from './sample-agents.ts';
import { sampleCompanies } from './sample-companies.ts';
import { wellKnown } from './sample-contacts.ts';

let app: TestApp;
let letterbox: Letterbox;

before(async () => {
  letterbox = await openLetterbox();
  app = await startApp({ accounts: 0, smtp_url: letterbox.url });
  await createSampleAccount(app, { public_url: 'http://localhost:3000' });
});
after(async () => {
  await app.stop();
  await letterbox.close();
});

const countOf = async (view: string) => (await listContacts(app.systemCtx(), readContactFilter({ view }))).count.count;

test('the sample account has agents of every role, companies in trees, own fields and five thousand contacts', async () => {
  const ctx = app.systemCtx();
  const agents = await listAgents(ctx);
  assert.deepEqual(new Set(agents.map(({ role }) => role)), new Set(roles));
  assert.ok(agents.every(({ state }) => state === 'active'));
  const companies = await listCompanies(ctx, { search: '' });
  assert.equal(companies.count.count, sampleCompanies.length);
  assert.ok(companies.rows.some(({ parent_company }) => parent_company));
  assert.equal((await listCustomFields(ctx, { record: 'contact' })).length, 3);
  assert.ok(sampleCompanies.length >= 290);
  assert.ok((await countOf('all')) >= 5_000);
});

test('the sample account has an import that refused some rows, and one that waits for a click', async () => {
  const [waiting, done] = await listImports(app.systemCtx());
  assert.equal(waiting?.state, 'checked');
  assert.equal(done?.state, 'done');
  const { rows, created, updated, unchanged, refused, warned } = done.counts!;
  assert.deepEqual({ created, refused }, { created: 270, refused: 9 });
  assert.equal(created + updated + unchanged + refused, rows);
  assert.ok(updated > 0 && unchanged > 0 && warned > 0);
  // Its page says what would change in words of the account's own fields.
  const ctx = app.systemCtx();
  const shown = await readRows(ctx, await findImport(ctx, { id: waiting.id }), {});
  const change = shown!.rows.flatMap(({ changes }) => changes).find(({ label }) => label === 'VIP');
  assert.deepEqual([change?.kind, change?.after], ['checkbox', true]);
});

test('the sample account shows what happens to a directory: views, duplicates, a merge, people who left', async () => {
  const ctx = app.systemCtx();
  assert.equal((await listSavedViews(ctx)).length, 3);
  assert.ok((await listDuplicates(ctx)).rows.length >= 5);
  for (const view of ['deleted', 'deactivated', 'blocked']) assert.ok((await countOf(view)) > 3, view);
});

test('the sample account shows every step of an invitation, and one customer who is locked out', async () => {
  const states = new Set<string>();
  for (let after: number | null | undefined; after !== null; ) {
    const page = await listInvitations(app.systemCtx(), after === undefined ? {} : { after });
    for (const { state } of page.invitations) states.add(state);
    after = page.next;
  }
  assert.deepEqual(states, new Set(['queued', 'sent', 'link_opened', 'activated', 'expired']));
  assert.ok((await countOf('verified')) > 30);
  assert.equal(await countOf('locked'), 1);
});

test('the customers whom the demo names can sign in, and its past is over: the clock shows today', async () => {
  assert.equal(app.clock.offset_ms, 0);
  for (const { email } of wellKnown) {
    const given = { email, password: samplePassword, is_remembered: false, device: null };
    assert.ok('session' in (await signIn(app.ctxOfStranger(), given)));
  }
  assert.equal((await findAccount(app.systemCtx())).public_url, 'http://localhost:3000');
});
