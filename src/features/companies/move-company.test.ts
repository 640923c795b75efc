import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { createCompany } from './create-company.ts';
import { findCompany } from './find-company.ts';
import { listCompanyTree } from './list-company-tree.ts';
import { moveCompany } from './move-company.ts';
import { previewCompanyMove } from './preview-company-move.ts';
import { canUndoChange, undoCompanyChange } from './undo-company-change.ts';
import { undoCompanyMove } from './undo-company-move.ts';
import { updateCompany } from './update-company.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const named = async (name: string, parent_company?: string) =>
  (await createCompany(directory.agent, { name, ...(parent_company && { parent_company }) })).id;

async function newestChange(id: number) {
  return (await listChanges(directory.agent, { record: 'company', record_id: id })).changes[0]!;
}

async function join(company: string, sight: 'own' | 'company_and_children', name = `Of ${company}`): Promise<number> {
  const { id } = await createContact(directory.agent, { name, unique_external_id: name });
  const membership = { company, is_primary: true, role: 'none', ticket_visibility: sight } as const;
  await updateMemberships(directory.agent, { contact_id: id, memberships: [membership] });
  return id;
}

test('a company moves with all below it, told on its timeline, and goes back again', async () => {
  const { agent } = directory;
  const group = await named('Group');
  const asia = await named('Asia', 'Group');
  const korea = await named('Korea', 'Asia');
  const other = await named('Other');
  assert.equal(await moveCompany(agent, { id: asia, parent_company_id: other }), true);
  assert.equal(await moveCompany(agent, { id: asia, parent_company_id: other }), false);
  const { path } = await listCompanyTree(agent, { id: korea });
  assert.deepEqual(
    path.map(({ name }) => name),
    ['Other', 'Asia', 'Korea'],
  );
  const { id: change_id, act, changes } = await newestChange(asia);
  assert.deepEqual([act, changes], ['moved', { parent_company: ['Group', 'Other'] }]);
  await undoCompanyMove(agent, { id: asia, change_id: change_id! });
  assert.equal((await findCompany(agent, { id: asia })).parent_company_id, group);
  await assert.rejects(undoCompanyMove(agent, { id: asia, change_id: change_id! }), { code: 'companies.moved_since' });
  await moveCompany(agent, { id: asia, parent_company_id: null });
  const found = await findCompany(agent, { id: asia });
  const latest = await newestChange(asia);
  assert.equal(canUndoChange(found, latest), true);
  await undoCompanyChange(agent, { company_id: asia, change_id: latest.id! });
  assert.equal((await findCompany(agent, { id: asia })).parent_company, 'Group');
  await moveCompany(agent, { id: asia, parent_company_id: null });
  assert.equal((await findCompany(agent, { id: asia })).parent_company, null);
});

test('an undo puts a company below the one that was meant, whatever that and others are called since', async () => {
  const { agent } = directory;
  const meant = await named('Holding');
  const moved = await named('Moved Away', 'Holding');
  const edited = await named('Edited Away', 'Holding');
  await moveCompany(agent, { id: moved, parent_company_id: null });
  await updateCompany(agent, { id: edited, parent_company: '' });
  await updateCompany(agent, { id: meant, name: 'Holding and renamed' });
  await named('Holding');
  for (const id of [moved, edited]) {
    const { id: change_id, changes } = await newestChange(id);
    assert.deepEqual(changes, { parent_company: ['Holding', null] });
    await undoCompanyChange(agent, { company_id: id, change_id: change_id! });
    assert.equal((await findCompany(agent, { id })).parent_company_id, meant);
  }
  const { id: change_id } = await newestChange(edited);
  await undoCompanyChange(agent, { company_id: edited, change_id: change_id! });
  assert.equal((await findCompany(agent, { id: edited })).parent_company_id, null);
});

test('a move says beforehand how much comes along and who gains or loses sight', async () => {
  const { agent } = directory;
  const from = await named('From');
  const branch = await named('Branch', 'From');
  await named('Leaf', 'Branch');
  const to = await named('To');
  await join('Leaf', 'own');
  await join('Branch', 'own');
  const losing = await join('From', 'company_and_children');
  const gaining = await join('To', 'company_and_children');
  const preview = await previewCompanyMove(agent, { id: branch, parent_company_id: to });
  assert.deepEqual(
    [preview.trouble, preview.companies_count, preview.contacts_count, preview.parent?.name],
    [null, 2, 2, 'To'],
  );
  assert.deepEqual(
    [preview.gaining, preview.losing].map(({ count, first }) => [count, first.map(({ id }) => id)]),
    [
      [1, [gaining]],
      [1, [losing]],
    ],
  );
  const up = await previewCompanyMove(agent, { id: branch, parent_company_id: null });
  assert.deepEqual([up.gaining.count, up.losing.count], [0, 1]);
  const troubles = [from, branch].map(async (parent_company_id) =>
    previewCompanyMove(agent, { id: from, parent_company_id }),
  );
  assert.deepEqual(
    (await Promise.all(troubles)).map(({ trouble }) => trouble),
    ['circle', 'circle'],
  );
  assert.equal((await previewCompanyMove(agent, { id: branch, parent_company_id: from })).trouble, 'already_there');
});

test('F03 in fifty rounds of two moves in opposite directions at once one is refused each time, and no circle closes', async () => {
  const { agent } = directory;
  for (let round = 0; round < 50; round++) {
    const [a, b] = [await named(`North ${round}`), await named(`South ${round}`)];
    const below = await named(`Below ${round}`, `South ${round}`);
    const moves = await Promise.allSettled([
      moveCompany(agent, { id: a, parent_company_id: below }),
      moveCompany(agent, { id: b, parent_company_id: a }),
    ]);
    assert.deepEqual(moves.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const refused = moves.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    assert.equal(refused.reason.code, 'companies.parent_of_itself');
    const { path } = await listCompanyTree(agent, { id: below });
    assert.ok(path.length <= 3);
  }
});

test('a branch of ten levels does not fit below the eleventh', async () => {
  const { agent } = directory;
  const chain = async (name: string) => {
    const ids = [await named(`${name} 1`)];
    for (let level = 2; level <= 11; level++) ids.push(await named(`${name} ${level}`, `${name} ${level - 1}`));
    return ids;
  };
  const [high, low] = [await chain('High'), await chain('Low')];
  const move = { id: low[1]!, parent_company_id: high[10]! };
  assert.equal((await previewCompanyMove(agent, move)).trouble, 'too_deep');
  await assert.rejects(moveCompany(agent, move), { code: 'companies.tree_too_deep' });
  await moveCompany(agent, { id: low[2]!, parent_company_id: high[10]! });
});

test('F01 nobody moves companies of another account, nor his own below one of them', async () => {
  const { agent, stranger } = directory;
  const id = await named('Ours');
  const { id: theirs } = await createCompany(stranger, { name: 'Theirs' });
  await assert.rejects(moveCompany(stranger, { id, parent_company_id: null }), { kind: 'not_found' });
  await assert.rejects(moveCompany(stranger, { id: theirs, parent_company_id: id }), { kind: 'not_found' });
  await assert.rejects(previewCompanyMove(stranger, { id: theirs, parent_company_id: id }), { kind: 'not_found' });
  await assert.rejects(listCompanyTree(stranger, { id }), { kind: 'not_found' });
  const { id: change_id } = await newestChange(id);
  await assert.rejects(undoCompanyMove(stranger, { id, change_id: change_id! }), { kind: 'not_found' });
  await assert.rejects(undoCompanyMove(agent, { id, change_id: change_id! }), { kind: 'not_found' });
});
