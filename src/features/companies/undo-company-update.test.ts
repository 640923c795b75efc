import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import type { Context } from '#platform/context.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { createCompany } from './create-company.ts';
import { findCompany } from './find-company.ts';
import { canUndoUpdate, undoCompanyUpdate } from './undo-company-update.ts';
import { updateCompany } from './update-company.ts';

let directory: TestDirectory;
let agent: Context;
before(async () => {
  directory = await startDirectory();
  agent = directory.agent;
});
after(() => directory.stop());

async function newest(record_id: number) {
  const { changes } = await listChanges(agent, { record: 'company', record_id });
  return changes[0]!;
}

test('a change of a company goes back field by field, where it is still as it was left', async () => {
  await createCompany(agent, { name: 'Group' });
  const { id } = await createCompany(agent, { name: 'Hanbit', domains: 'hanbit.example', industry: 'IT' });
  await updateCompany(agent, { id, name: 'Hanbit Soft', domains: '', parent_company: 'Group', industry: 'Food' });
  const change = await newest(id);
  await updateCompany(agent, { id, industry: 'Law' });
  assert.ok(canUndoUpdate(await findCompany(agent, { id }), change));
  await undoCompanyUpdate(agent, { company_id: id, change_id: change.id! });
  const { name, domains, parent_company, industry } = await findCompany(agent, { id });
  assert.deepEqual(
    { name, domains, parent_company, industry },
    {
      name: 'Hanbit',
      domains: ['hanbit.example'],
      parent_company: null,
      industry: 'Law',
    },
  );
  assert.equal((await newest(id)).act, 'undone');
  const again = { company_id: id, change_id: change.id! };
  await assert.rejects(undoCompanyUpdate(agent, again), { code: 'companies.changed_since' });
  await assert.rejects(undoCompanyUpdate(directory.stranger, again), { kind: 'not_found' });
});

test('a name that another company has by now is refused', async () => {
  const { id } = await createCompany(agent, { name: 'Litware' });
  await updateCompany(agent, { id, name: 'Litware Labs' });
  const { id: change_id } = await newest(id);
  await createCompany(agent, { name: 'Litware' });
  const undone = undoCompanyUpdate(agent, { company_id: id, change_id: change_id! });
  await assert.rejects(undone, { code: 'companies.name_taken' });
});
