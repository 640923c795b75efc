import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { contactViews, readContactFilter, writeContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import { writeSearchOfCompany } from '#features/contacts/search/write-search-of-company.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { insertManyContacts } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { countContacts, countContactViews, countList, countViewsOfCompany } from './count-contacts.ts';
import { listContacts } from './list-contacts.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
  const people: [string, string, string, string][] = [
    ['김하늘', 'haneul@hanbit.example', '한빛', '010-2077-9850'],
    ['김철수', 'cs.kim@hanbit.example', '한빛', '010-1111-2222'],
    ['Ruth King', 'ruth@litware.example', 'Litware', '(646) 555-0183'],
    ['Łukasz Clark', 'lukasz@litware.example', 'Litware', '+48 601 234 567'],
    ['박민수', 'ms.park@beta.example', 'Beta', '02-555-1234'],
  ];
  for (const [name, email, company, phone] of people) {
    await createContact(directory.agent, { name, email, company, phone, tags: company === '한빛' ? 'vip' : '' });
  }
  await createContact(directory.stranger, { name: 'Ruth King', email: 'ruth@litware.example' });
});
after(() => directory.stop());

const found = async (given: Parameters<typeof readContactFilter>[0], more = {}) => {
  const list = await listContacts(directory.agent, { ...readContactFilter(given), ...more });
  return list.rows.map(({ name }) => name);
};

test('the list shows a contact with address, company and portal state, sorted by name', async () => {
  assert.deepEqual(await found({}), ['Łukasz Clark', 'Ruth King', '김철수', '김하늘', '박민수']);
  const { rows, count } = await listContacts(directory.agent, readContactFilter({ order: 'descending' }));
  const { name, email, company, portal_state } = rows[1]!;
  assert.deepEqual([name, email, company, portal_state], ['김하늘', 'haneul@hanbit.example', '한빛', 'none']);
  assert.deepEqual(count, { count: 5, is_exact: true });
  assert.deepEqual((await found({ sort: 'created_at' }))[0], '박민수');
});

test('search finds by name, address, phone, company, tag, two Korean letters and initial consonants', async () => {
  const searches: [string, string[]][] = [
    ['lukasz', ['Łukasz Clark']],
    ['RUTH king', ['Ruth King']],
    ['litware', ['Łukasz Clark', 'Ruth King']],
    ['cs.kim@', ['김철수']],
    ['20779850', ['김하늘']],
    ['2077-9850', ['김하늘']],
    ['+82 10-2077', ['김하늘']],
    ['(646) 555', ['Ruth King']],
    ['하늘', ['김하늘']],
    ['ㄱㅎㄴ', ['김하늘']],
    ['ㄱㅊ', ['김철수']],
    ['김처', ['김철수']],
    ['김', ['김철수', '김하늘']],
    ['한빛', ['김철수', '김하늘']],
    ['vip', ['김철수', '김하늘']],
    ['vip 하늘', ['김하늘']],
    ['민수 beta', ['박민수']],
    ['nobody', []],
    ['%', []],
    ['_____', []],
    ["'; drop table contact; --", []],
    ['(((', []],
  ];
  for (const [search, names] of searches) {
    assert.deepEqual(await found({ search }), names, search);
    const { count } = await countContacts(directory.agent, readContactFilter({ search }));
    assert.equal(count, names.length, `all that match ${search}`);
  }
});

test('views tell contacts apart by portal access, a lock that has ended is none', async () => {
  const { agent } = directory;
  const states: Record<string, object> = {
    김하늘: { portal_access: 'active', blocked_at: new Date() },
    김철수: { portal_access: 'invited' },
    'Ruth King': { portal_access: 'active', locked_at: new Date(), locked_by: 'agent' },
    'Łukasz Clark': { deactivated_at: new Date() },
    박민수: { locked_at: new Date(1), locked_by: 'failures', locked_until: new Date(2) },
  };
  await inTransaction(agent, async ({ db }) => {
    for (const [name, state] of Object.entries(states))
      await db.updateTable('contact').set(state).where('name', '=', name).execute();
  });
  assert.deepEqual(await found({ view: 'verified' }), ['Ruth King', '김하늘']);
  assert.deepEqual(await found({ view: 'unverified' }), ['Łukasz Clark', '김철수', '박민수']);
  assert.deepEqual(await found({ view: 'invited' }), ['김철수']);
  assert.deepEqual(await found({ view: 'locked' }), ['Ruth King']);
  assert.deepEqual(await found({ view: 'deactivated' }), ['Łukasz Clark']);
  assert.deepEqual(await found({ view: 'blocked' }), ['김하늘']);
  assert.deepEqual(await found({ view: 'deleted' }), []);
  assert.deepEqual(await found({ view: 'unverified', search: '한빛' }), ['김철수']);
  const counts = Object.values(await countContactViews(agent)).map(({ count }) => count);
  assert.deepEqual(counts, [5, 2, 3, 1, 1, 1, 1, 0], 'in the order of the views');
  const filter = readContactFilter({ view: 'unverified', search: '한빛' });
  assert.deepEqual(await countContacts(agent, filter, { isExact: true }), { count: 1, is_exact: true });
});

test('the views of one company count its contacts only', async () => {
  const { agent } = directory;
  const { rows } = await listContacts(agent, readContactFilter({ search: 'litware' }));
  const company_id = rows[0]!.company_id!;
  const expected = {
    all: 2,
    verified: 1,
    unverified: 1,
    invited: 0,
    locked: 1,
    deactivated: 1,
    blocked: 0,
    deleted: 0,
  };
  const counts = Object.entries((await countViewsOfCompany(agent, { company_id }))!).map(([view, { count }]) => [
    view,
    count,
  ]);
  assert.deepEqual(Object.fromEntries(counts), expected);
  for (const view of contactViews) {
    const { count } = await listContacts(agent, readContactFilter({ view, company_id: String(company_id) }));
    assert.deepEqual(count, { count: expected[view], is_exact: true }, view);
  }
});

test('a company of thousands has no counts beside its views, and its list is counted once it is there', async () => {
  const { agent } = directory;
  const { id: company_id } = await createCompany(agent, { name: 'Thousands' });
  const ids = await insertManyContacts(agent, 1_001);
  await inTransaction(agent, ({ db, caller, clock }) =>
    db
      .insertInto('membership')
      .values(
        ids.map((contact_id) => ({
          account_id: caller.account_id,
          contact_id,
          company_id,
          is_primary: true,
          created_at: clock.now(),
        })),
      )
      .execute(),
  );
  assert.equal(await countViewsOfCompany(agent, { company_id }), null);
  const filter = readContactFilter({ company_id: String(company_id) });
  const { count } = await listContacts(agent, filter);
  assert.deepEqual(count, { count: 50, is_exact: false, is_pending: true });
  assert.deepEqual(await countList(agent, filter), { count: 1_001, is_exact: true });
  const verified = await listContacts(agent, readContactFilter({ company_id: String(company_id), view: 'verified' }));
  assert.deepEqual([verified.rows, verified.count], [[], { count: 0, is_exact: true }]);
  await inTransaction(agent, ({ db }) => db.deleteFrom('contact').where('id', 'in', ids).execute());
});

test('the list goes through all contacts page by page and back, whatever the order', async () => {
  const { agent } = directory;
  for (let n = 0; n < 60; n++) await createContact(agent, { name: `Paged ${n % 7}`, phone: '1', company: 'Pages' });
  for (const given of [{ sort: 'name' }, { sort: 'created_at' }, { sort: 'updated_at', order: 'ascending' }]) {
    const filter = readContactFilter({ ...given, search: 'paged' });
    const first = await listContacts(agent, filter);
    const second = await listContacts(agent, { ...filter, after: first.next! });
    assert.deepEqual([first.rows.length, second.rows.length, first.previous, second.next], [50, 10, null, null]);
    assert.equal(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size, 60);
    const back = await listContacts(agent, { ...filter, before: second.previous! });
    assert.deepEqual(back, first);
  }
});

test('a page of a company lists its contacts only', async () => {
  const { rows } = await listContacts(directory.agent, readContactFilter({ search: 'litware' }));
  assert.deepEqual(await found({ company_id: String(rows[0]!.company_id) }), ['Łukasz Clark', 'Ruth King']);
});

test('what was changed is found under its new words and no longer under its old ones', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, { name: 'Before', email: 'before@x.example' });
  await updateContact(agent, { id, name: 'Afterwards' });
  assert.deepEqual(
    [await found({ search: 'Afterwards' }), await found({ search: 'Before ' })],
    [['Afterwards'], ['Afterwards']],
  );
  await updateContact(agent, { id, email: 'later@x.example' });
  assert.deepEqual(await found({ search: 'before' }), []);
});

test("a company's new name is found once its job has run", async () => {
  const { agent, system } = directory;
  const { id } = await createCompany(agent, { name: 'Oldname' });
  await createContact(agent, { name: 'Worker', phone: '1', company: 'Oldname' });
  await updateCompany(agent, { id, name: 'Newname' });
  await writeSearchOfCompany(system, { company_id: id });
  assert.deepEqual([await found({ search: 'newname' }), await found({ search: 'oldname' })], [['Worker'], []]);
});

test('a search that finds more than 10,000 lists the newest first, page by page, also within a view', async () => {
  const { system, agent } = directory;
  await inTransaction(system, async ({ db, caller }) => {
    await sql`
      insert into contact (account_id, name, sort_key, source, portal_access, created_at, updated_at)
      select ${caller.account_id}, 'Crowd ' || n, 'crowd ' || lpad(n::text, 6, '0'), 'import',
        case when n % 20 = 0 then 'active' else 'none' end, '2020-01-01'::timestamptz + n * interval '1 second', now()
      from generate_series(1, 12000) n`.execute(db);
    await sql`
      insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
      select account_id, id, ' ' || lower(name) || ' ', '{}', created_at from contact where name like 'Crowd %'`.execute(
      db,
    );
  });
  const filter = readContactFilter({ search: 'crowd' });
  const first = await listContacts(agent, filter);
  assert.deepEqual(
    [first.count, first.is_newest_first, first.rows[0]!.name],
    [{ count: 10_000, is_exact: false }, true, 'Crowd 12000'],
  );
  const second = await listContacts(agent, { ...filter, after: first.next! });
  assert.equal(second.rows[0]!.name, 'Crowd 11950');
  const verified = await listContacts(agent, { ...filter, view: 'verified' });
  assert.deepEqual(
    [verified.count, verified.is_newest_first, verified.rows[1]!.name],
    [{ count: 600, is_exact: true }, false, 'Crowd 40'],
  );
  const unverified = await listContacts(agent, { ...filter, view: 'unverified' });
  assert.deepEqual(
    [unverified.is_newest_first, unverified.rows.length, unverified.rows[0]!.name],
    [true, 50, 'Crowd 11999'],
  );
  assert.deepEqual(await countContacts(agent, readContactFilter({ search: 'crowd' }), { isExact: true }), {
    count: 12_000,
    is_exact: true,
  });
});

test('while one types, names that begin so come first', async () => {
  const names = async (text: string) => (await suggestContacts(directory.agent, { text })).map(({ name }) => name);
  assert.deepEqual(await names('king'), ['Ruth King']);
  assert.deepEqual(await names('김처'), ['김철수']);
  assert.equal((await names('ru'))[0], 'Ruth King');
  assert.equal((await names('crowd')).length, 8);
  assert.deepEqual(await names(' '), []);
});

test('F01 no search, list, count or suggestion shows another account', async () => {
  const { stranger } = directory;
  const list = await listContacts(stranger, readContactFilter({ search: 'ruth' }));
  assert.deepEqual(
    list.rows.map(({ company }) => company),
    [null],
  );
  assert.equal((await listContacts(stranger, readContactFilter({}))).rows.length, 1);
  assert.equal((await countContactViews(stranger)).all.count, 1);
  assert.equal((await suggestContacts(stranger, { text: 'ruth' })).length, 1);
  const others = await inTransaction(stranger, ({ db }) =>
    sql`select from search_contacts(array['%'], '{}', '{}', 1000)`.execute(db),
  );
  assert.equal(others.rows.length, 1);
});

test('F01 the search function finds nothing where no account is set', async () => {
  const { rows } = await directory.database.appPool.query(`select from search_contacts(array['%'], '{}', '{}', 1000)`);
  assert.equal(rows.length, 0);
});

test('M03 no search keeps the database busy for long', async () => {
  for (const search of [
    'a'.repeat(200),
    'ㄱ'.repeat(200),
    '김'.repeat(100),
    '(a+)+$ ㄱ',
    '% % % % %',
    '\\'.repeat(200),
  ]) {
    const started = performance.now();
    await found({ search });
    assert.ok(performance.now() - started < 1000, search.slice(0, 20));
  }
});

test('a filter survives the address', () => {
  for (const given of [
    {},
    { view: 'locked', search: 'a b', company_id: '7', sort: 'updated_at', order: 'ascending' },
    { order: 'descending' },
  ]) {
    assert.deepEqual(Object.fromEntries(writeContactFilter(readContactFilter(given))), given);
  }
  assert.deepEqual(
    readContactFilter({ view: 'constructor', sort: 'id;drop', company_id: '1 or 1=1', order: 'x' }),
    readContactFilter({}),
  );
});
