import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listAgents } from '#features/agents/list-agents.ts';
import { listCompanies } from '#features/companies/list-companies.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list-contacts.ts';
import { listInvitations } from '#features/invitations/list-invitations.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { startApp, type TestApp } from '../../test/start-app.ts';
import { createSampleAccount } from './create-sample-account.ts';
import { samplePassword } from './sample-agents.ts';
import { sampleCompanies } from './sample-companies.ts';
import { wellKnown } from './sample-contacts.ts';

let app: TestApp;

before(async () => {
  app = await startApp({ accounts: 0 });
  const started = Date.now();
  await createSampleAccount(app, { public_url: 'http://localhost:3000' });
  console.log('made in', Date.now() - started);
});
after(() => app.stop());

test('the sample account shows a team at work: agents of every role, companies in trees, hundreds of contacts', async () => {
  const ctx = app.systemCtx();
  const agents = await listAgents(ctx);
  console.log(agents, (await listCompanies(ctx, {search:''} as never)), (await listContacts(ctx, {view:'all',search:'',company_id:null,sort:'name',is_descending:false})), (await listInvitations(ctx)).invitations.slice(0,60).map(x=>x.state));
});
