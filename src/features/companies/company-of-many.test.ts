import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram } from '../../../test/load-program.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createCompany } from './create-company.ts';

const many = 1_234;

let app: TestApp;
before(async () => {
  app = await startApp({ program: await loadProgram() });
});
after(() => app.stop());

async function addContacts(ctx: Context, company_id: number): Promise<void> {
  await inTransaction(ctx, ({ db, caller, clock }) =>
    db.client!.query(
      `with crowd as (
         insert into contact (account_id, name, sort_key, source, created_at, updated_at)
         select $1, 'Crowd ' || n, 'crowd ' || n, 'import', $2, $2 from generate_series(1, $4::integer) n returning id
       )
       insert into membership (account_id, contact_id, company_id, is_primary, created_at)
       select $1, id, $3, true, $2 from crowd`,
      [caller.account_id, clock.now(), company_id, many],
    ),
  );
}

test('the page of a company of more than a thousand says how many contacts it has', async () => {
  const admin = await app.ctxOfAdmin();
  const { id } = await createCompany(admin, { name: 'Litware' });
  await addContacts(admin, id);
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  const answer = await app.ask(`/companies/${id}`, { cookie: `__Host-agent_session=${token}` });
  const page = await answer.text();
  assert.equal(answer.status, 200);
  assert.match(page, /1,234/);
  assert.match(page, /Crowd 1\b/);
});
