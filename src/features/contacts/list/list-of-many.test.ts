import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { countContacts, countContactViews, countList } from './count-contacts.ts';
import { listContacts } from './list-contacts.ts';

const many = 32_000;

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
  // The last third by name has the tag `late`, every second one `even`; what search looks through tells every tenth and the last.
  await inTransaction(directory.agent, ({ db, caller, clock }) =>
    db.client!.query(
      `with crowd as (
         insert into contact (account_id, name, sort_key, source, tags, unique_external_id, created_at, updated_at)
         select $1, 'Crowd ' || n, 'crowd ' || lpad(n::text, 6, '0'), 'import',
           array_remove(array[case when n % 2 = 0 then 'even' end, case when n > $3 - 10200 then 'late' end], null),
           case when n > $3 - 1000 then 'final-' when n % 10 = 5 then 'tenth-' else 'other-' end || n, $2, $2
         from generate_series(1, $3::integer) n
         returning id, unique_external_id
       )
       insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
       select $1, id, unique_external_id, '{}', $2 from crowd`,
      [caller.account_id, clock.now(), many],
    ),
  );
  // As an import leaves the tables.
  await inTransaction(directory.agent, ({ db }) => db.client!.query('select analyze_for_import()'));
});
after(() => directory.stop());

const tagged = (...tags: string[]) => readContactFilter({ where: tags.map((tag) => `tags:is:${tag}`) });
const list = async (filter: ReturnType<typeof readContactFilter>) => {
  const { rows, count, next } = await listContacts(directory.agent, filter);
  // A busy machine counts as late as its page would.
  const settled = count.is_pending ? await countList(directory.agent, filter) : count;
  return { names: rows.map(({ name }) => name), count: settled, next };
};
const moreThanCounted = { count: 10_000, is_exact: false };

test('many who have a value are listed from the first, wherever in the order they stand', async () => {
  const even = await list(tagged('even'));
  assert.deepEqual([even.names[0], even.names.at(-1), even.count], ['Crowd 2', 'Crowd 100', moreThanCounted]);
  const late = await list(tagged('late'));
  assert.deepEqual([late.names[0], late.names.length, late.count], ['Crowd 21801', 50, moreThanCounted]);
  const second = await list({ ...tagged('late'), after: late.next! } as ReturnType<typeof tagged>);
  assert.deepEqual([second.names[0], second.names.at(-1)], ['Crowd 21851', 'Crowd 21900']);
  const falling = await list({ ...tagged('late'), is_descending: true });
  assert.deepEqual([falling.names[0], falling.names.length], [`Crowd ${many}`, 50]);
});

test('those who hold a text are turned over and back, whether the first of the list fill a page with it or not', async () => {
  const tenth = Array.from({ length: (many - 1_000) / 10 }, (_, n) => `Crowd ${n * 10 + 5}`);
  const final = Array.from({ length: 1_000 }, (_, n) => `Crowd ${many - 999 + n}`);
  for (const [text, expected] of Object.entries({ tenth, final })) {
    const filter = readContactFilter({ where: [`unique_external_id:contains:${text}`] });
    const first = await listContacts(directory.agent, filter);
    const second = await listContacts(directory.agent, { ...filter, after: first.next! });
    const back = await listContacts(directory.agent, { ...filter, before: second.previous! });
    const names = [first, second, back].map(({ rows }) => rows.map(({ name }) => name));
    assert.deepEqual(names, [expected.slice(0, 50), expected.slice(50, 100), expected.slice(0, 50)], text);
    assert.deepEqual((await list(filter)).count, { count: expected.length, is_exact: true }, text);
  }
});

test('what few have of many who have either is counted and listed', async () => {
  const both = await list(tagged('even', 'late'));
  assert.deepEqual([both.names[0], both.count], ['Crowd 21802', { count: 5100, is_exact: true }]);
  assert.deepEqual(await countContacts(directory.agent, tagged('late'), { isExact: true }), {
    count: 10_200,
    is_exact: true,
  });
});

test('what a page asks for afterwards is what its list would have said', async () => {
  for (const tags of [['even'], ['late'], ['even', 'late'], ['nobody']]) {
    const { count } = await list(tagged(...tags));
    assert.deepEqual(await countList(directory.agent, tagged(...tags)), count, tags.join());
  }
  const searched = readContactFilter({ search: 'Crowd 218' });
  assert.deepEqual(await countList(directory.agent, searched), (await list(searched)).count);
  assert.equal((await countList(directory.stranger, tagged('late'))).count, 0, 'of another account');
});

test('deleted contacts who have kept a value are not counted among the others', async () => {
  await inTransaction(directory.agent, ({ db, clock }) =>
    db.client!.query(`update contact set deleted_at = $1 where name between 'Crowd 21801' and 'Crowd 22050'`, [
      clock.now(),
    ]),
  );
  assert.deepEqual((await list(tagged('late'))).count, { count: 9_950, is_exact: true });
});

test('contacts without a company come last whichever way the list is sorted by company', async () => {
  for (const [name, company] of [
    ['Ann', 'Alpha'],
    ['Zoe', 'Zeta'],
  ]) {
    await createContact(directory.agent, { name, phone: '1', company });
  }
  const first = async (given: Parameters<typeof readContactFilter>[0]) =>
    (await list(readContactFilter({ sort: 'company', ...given }))).names.slice(0, 3);
  assert.deepEqual((await first({})).slice(0, 2), ['Ann', 'Zoe']);
  assert.deepEqual((await first({ order: 'descending' })).slice(0, 2), ['Zoe', 'Ann']);
  const few = ['name:is:Ann', 'or', 'name:is:Zoe', 'or', 'name:is:Crowd 7'];
  assert.deepEqual(await first({ where: few }), ['Ann', 'Zoe', 'Crowd 7']);
  assert.deepEqual(await first({ where: few, order: 'descending' }), ['Zoe', 'Ann', 'Crowd 7']);
});

test('a list that falls by company is turned over and back across the last company', async () => {
  const filter = readContactFilter({ sort: 'company', order: 'descending' });
  const pages = [await listContacts(directory.agent, filter)];
  for (let n = 0; n < 2; n++) pages.push(await listContacts(directory.agent, { ...filter, after: pages[n]!.next! }));
  const back = await listContacts(directory.agent, { ...filter, before: pages[2]!.previous! });
  assert.deepEqual(back.rows, pages[1]!.rows);
  const first = await listContacts(directory.agent, { ...filter, before: pages[1]!.previous! });
  assert.deepEqual(first.rows, pages[0]!.rows);
  assert.equal(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size, 150);
});

test('a view that holds more than are counted is counted again ten seconds later, and for each account by itself', async () => {
  assert.deepEqual((await countContactViews(directory.agent)).all, moreThanCounted);
  assert.deepEqual((await countContactViews(directory.stranger)).all, { count: 0, is_exact: true });
  const stayed = await inTransaction(directory.agent, async ({ db, clock }) => {
    await db.client!.query(`update contact set deleted_at = $1 where id % 4 > 0`, [clock.now()]);
    const { rows } = await db.client!.query('select count(*) as count from contact where deleted_at is null');
    return rows[0].count;
  });
  assert.deepEqual((await countContactViews(directory.agent)).all, moreThanCounted, 'nobody has looked');
  directory.clock.offset_ms += 10_000;
  const { all, deleted } = await countContactViews(directory.agent);
  assert.deepEqual(all, { count: stayed, is_exact: true });
  assert.equal(deleted.is_exact, false);
});
