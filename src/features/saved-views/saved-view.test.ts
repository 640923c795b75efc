import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { countSavedViews } from './count-saved-views.ts';
import { createSavedView } from './create-saved-view.ts';
import { deleteSavedView } from './delete-saved-view.ts';
import { findOwnView } from './find-own-view.ts';
import { listSavedViews } from './list-saved-views.ts';
import { pathOfView } from './path-of-view.ts';
import { longestQuery, mostViews } from './saved-view.ts';
import { updateSavedView } from './update-saved-view.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const view = (name: string, query: string, is_shared?: string) => ({
  record: 'contact' as const,
  name,
  query,
  is_shared: is_shared ?? null,
});
const namesFor = async (ctx = directory.agent) => (await listSavedViews(ctx)).map(({ name }) => name);

test('a view keeps filter, columns and order, begins at its first page and is its maker’s only', async () => {
  const { agent, supervisor } = directory;
  const query = 'view=unverified&where=tags%3Ais%3Avip&where=or&where=language%3Ais%3Ako&columns=email&after=xyz';
  const { id } = await createSavedView(agent, view('VIPs', query));
  const [mine] = await listSavedViews(agent);
  assert.deepEqual([mine?.name, mine?.is_shared, mine?.can_edit], ['VIPs', false, true]);
  assert.equal(mine?.query, 'view=unverified&where=tags%3Ais%3Avip&where=or&where=language%3Ais%3Ako&columns=email');
  assert.equal(pathOfView(mine!), `/contacts?${mine!.query}&saved_view=${id}`);
  assert.deepEqual(await namesFor(supervisor), []);
  await assert.rejects(updateSavedView(supervisor, { id, name: 'Mine' }), { code: 'platform.not_found' });
  await assert.rejects(createSavedView(agent, view('vips', '')), { code: 'saved_views.name_taken' });
});

test('a shared view is everybody’s to use; who may share may change it, others may not', async () => {
  const { agent, supervisor, admin } = directory;
  await assert.rejects(createSavedView(agent, view('For all', '', 'Y')), { code: 'platform.forbidden' });
  const { id } = await createSavedView(supervisor, view('For all', 'view=locked', 'Y'));
  assert.deepEqual(await namesFor(agent), ['For all', 'VIPs']);
  assert.equal((await listSavedViews(agent))[0]?.can_edit, false);
  await assert.rejects(deleteSavedView(agent, { id }), { code: 'platform.forbidden' });
  await updateSavedView(admin, { id, name: 'Locked out', query: 'view=locked&sort=updated_at' });
  assert.deepEqual(await namesFor(agent), ['Locked out', 'VIPs']);
  const { changes } = await listChanges(admin, { record: 'saved_view', record_id: id });
  assert.deepEqual(
    changes.map(({ act }) => act),
    ['updated', 'created'],
  );
  await updateSavedView(admin, { id, is_shared: 'N' });
  assert.deepEqual(await namesFor(agent), ['VIPs']);
});

test('the lists of contacts and of companies have views of their own, which may be called alike', async () => {
  const { agent } = directory;
  const { id } = await createSavedView(agent, { ...view('VIPs', 'where=account_tier%3Ais%3AGold'), record: 'company' });
  const [mine, ...more] = await listSavedViews(agent, { record: 'company' });
  assert.deepEqual([mine?.id, mine?.record, more], [id, 'company', []]);
  assert.equal(pathOfView(mine!), `/companies?${mine!.query}&saved_view=${id}`);
  assert.ok((await listSavedViews(agent, { record: 'contact' })).every(({ record }) => record === 'contact'));
  const asked: string[] = [];
  const count = async ({ search }: URL) => ({ count: asked.push(search), is_exact: true });
  assert.deepEqual(await countSavedViews(agent, { record: 'company', count }), { [id]: { count: 1, is_exact: true } });
  assert.deepEqual(asked, ['?where=account_tier%3Ais%3AGold']);
  assert.equal((await deleteSavedView(agent, { id })).record, 'company');
});

test('a deleted view can be brought back as it was', async () => {
  const { agent } = directory;
  const [mine] = await listSavedViews(agent);
  const gone = await deleteSavedView(agent, { id: mine!.id });
  assert.deepEqual(await namesFor(), []);
  await createSavedView(agent, {
    record: gone.record,
    name: gone.name,
    query: gone.query,
    is_shared: gone.is_shared ? 'Y' : null,
  });
  assert.equal((await listSavedViews(agent))[0]?.query, mine!.query);
});

test('a view needs a name that is not too long, a query that an address can carry, and there are not too many', async () => {
  const { agent } = directory;
  await assert.rejects(createSavedView(agent, view(' ', '')), { code: 'platform.required' });
  await assert.rejects(createSavedView(agent, view('x'.repeat(61), '')), { kind: 'invalid' });
  await assert.rejects(createSavedView(agent, view('Long', 'x'.repeat(longestQuery + 1))), {
    code: 'saved_views.too_long',
  });
  for (let n = 1; n < mostViews; n++) await createSavedView(agent, view(`View ${n}`, ''));
  await assert.rejects(createSavedView(agent, view('One more', '')), { code: 'saved_views.too_many' });
});

test('F01 a view of another account is not there', async () => {
  const { agent, stranger } = directory;
  const [mine] = await listSavedViews(agent);
  assert.deepEqual(await namesFor(stranger), []);
  await assert.rejects(findOwnView(stranger, mine!.id), { code: 'platform.not_found' });
  await assert.rejects(deleteSavedView(stranger, { id: mine!.id }), { code: 'platform.not_found' });
});
