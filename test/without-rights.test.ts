import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { updateRights } from '#features/accounts/rights/update-rights.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { allRights, fixedRights, type Right } from '#platform/rights.ts';
import { loadProgram } from './load-program.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let admin: Context;
let cookie: string;
let pages: string[];

before(async () => {
  app = await startApp({ program: await loadProgram() });
  admin = await app.ctxOfAdmin();
  const { id } = await createContact(admin, { name: 'Ruth King', email: 'ruth@acorn.example', company: 'Acorn' });
  const other = await createContact(admin, { name: 'Ruth Queen', email: 'queen@acorn.example' });
  const company = await createCompany(admin, { name: 'Litware' });
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  cookie = `__Host-agent_session=${token}`;
  pages = [
    '/',
    '/profile',
    '/contacts',
    `/contacts?where=name:contains:ruth`,
    '/contacts/new',
    `/contacts/${id}`,
    `/contacts/${id}/edit`,
    `/contacts/${id}/companies`,
    `/contacts/${id}/merge/${other.id}`,
    '/duplicates',
    '/companies',
    `/companies/${company.id}`,
    '/invitations',
    '/imports',
    '/outbox',
    '/settings/account',
    '/settings/change-log',
    '/settings/fields',
  ];
});
after(() => app.stop());
/** What a page is not without: everything else stays open, with fewer buttons. */
const closedBy: Partial<Record<Right, RegExp>> = {
  'contacts.merge': /\/merge\//,
  'companies.view': /^\/companies/,
  'imports.run': /^\/imports/,
  'mail.view': /^\/outbox/,
  'change_log.view': /^\/settings\/change-log/,
  'custom_fields.edit': /^\/settings\/fields/,
};

test('whichever right is taken away, every page that does not need it still opens', async () => {
  const wrong: string[] = [];
  for (const right of allRights.filter((one) => !fixedRights.has(one))) {
    await updateRights(admin, { changes: [{ role: 'admin', right, is_held: false }] });
    for (const path of pages) {
      const { status } = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
      if (status !== (closedBy[right]?.test(path) ? 403 : 200)) wrong.push(`${path} without ${right}: ${status}`);
    }
    await updateRights(admin, { changes: [{ role: 'admin', right, is_held: true }] });
  }
  assert.deepEqual(wrong, []);
});
