import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { createCompany } from './create-company.ts';
import { findCompany } from './find-company.ts';
import { findOrCreateCompany } from './find-or-create-company.ts';
import { listCompanies } from './list/list-companies.ts';
import { listCompanyNames } from './list-company-names.ts';
import { suggestCompanies } from './suggest-companies.ts';
import { updateCompany } from './update-company.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const named = (name: string, more = {}) => createCompany(directory.agent, { name, ...more });

test('a company keeps what was typed, and its page finds it', async () => {
  const { agent, admin } = directory;
  await createCustomField(admin, { record: 'company', kind: 'number', label_en: 'Seats' });
  const { id: parent_id } = await named('Hanbit Group');
  const { id, ignored } = await named(' Hanbit  Software ', {
    domains: 'Hanbit.example, @한국.kr',
    parent_company: 'HANBIT group',
    renewal_date: '2027. 3. 5.',
    custom_fields: { seats: '1,200', secret: 'x' },
    account_id: '99',
  });
  assert.deepEqual(ignored, ['account_id', 'custom_fields.secret']);
  const found = await findCompany(agent, { id });
  assert.equal(found.name, 'Hanbit  Software');
  assert.deepEqual(found.domains, ['hanbit.example', 'xn--3e0b707e.kr']);
  assert.deepEqual(
    [found.parent_company, found.renewal_date, found.custom_fields],
    ['Hanbit Group', '2027-03-05', { seats: 1200 }],
  );
  const parent = await findCompany(agent, { id: parent_id });
  assert.deepEqual(parent.child_companies, [{ id, name: 'Hanbit  Software' }]);
});

test('a name is one company only, whatever its letter case, and the refusal names the other', async () => {
  const { id } = await named('Acme Korea');
  await assert.rejects(named('ＡＣＭＥ  korea'), (failure: Failure) => {
    assert.deepEqual(
      [failure.kind, failure.code, failure.more],
      [
        'conflict',
        'companies.name_taken',
        { field: 'name', values: { name: 'Acme Korea' }, existing: { company_id: id } },
      ],
    );
    return true;
  });
  const other = await named('Acme Japan');
  await assert.rejects(updateCompany(directory.agent, { id: other.id, name: 'acme korea' }), {
    code: 'companies.name_taken',
  });
});

test('twenty people who make the same company at once get one', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, () => findOrCreateCompany(directory.agent, { name: 'Rush' })),
  );
  assert.equal(new Set(ids).size, 1);
});

test('a domain belongs to one company, and a public mail service to none', async () => {
  await named('One', { domains: 'one.example' });
  await assert.rejects(named('Two', { domains: 'two.example one.example' }), {
    code: 'companies.domain_taken',
    message: /domain_taken \(domains\)/,
  });
  await assert.rejects(named('Two', { domains: 'NAVER.com' }), { code: 'companies.public_domain' });
  const { id } = await named('Two', { domains: 'two.example' });
  await updateCompany(directory.agent, { id, domains: 'second.example' });
  assert.deepEqual((await findCompany(directory.agent, { id })).domains, ['second.example']);
});

test('an update changes what is given, and the timeline tells from what to what', async () => {
  const { agent } = directory;
  const { id } = await named('Changing', { industry: 'Food', custom_fields: { seats: '5' } });
  await updateCompany(agent, { id, industry: 'Trade', account_tier: '', custom_fields: { seats: '6' } });
  await updateCompany(agent, { id, industry: 'Trade' });
  const [newest, ...older] = (await listChanges(agent, { record: 'company', record_id: id })).changes;
  assert.deepEqual([newest!.act, newest!.changes], ['updated', { industry: ['Food', 'Trade'], seats: [5, 6] }]);
  assert.equal(older.length, 1);
});

test('companies form a tree: none is above itself, none at unknown heights', async () => {
  const { agent } = directory;
  const a = await named('Tree A');
  const b = await named('Tree B', { parent_company: 'Tree A' });
  await named('Tree C', { parent_company: 'Tree B' });
  await assert.rejects(updateCompany(agent, { id: a.id, parent_company: 'Tree C' }), {
    code: 'companies.parent_of_itself',
  });
  await assert.rejects(updateCompany(agent, { id: a.id, parent_company: 'Tree A' }), {
    code: 'companies.parent_of_itself',
  });
  await assert.rejects(named('Tree D', { parent_company: 'Nobody' }), { code: 'companies.parent_unknown' });
  await updateCompany(agent, { id: b.id, parent_company: '' });
  assert.equal((await findCompany(agent, { id: b.id })).parent_company, null);
  let above = 'Tree C';
  for (let level = 2; level < 20; level++) {
    await named(`Level ${level}`, { parent_company: above });
    above = `Level ${level}`;
  }
  await assert.rejects(named('Too deep', { parent_company: above }), { code: 'companies.tree_too_deep' });
});

test('F03 of two moves that would close a circle together, one is refused', async () => {
  const { agent } = directory;
  for (let round = 0; round < 10; round++) {
    const [a, b] = [await named(`Left ${round}`), await named(`Right ${round}`)];
    const moves = await Promise.allSettled([
      updateCompany(agent, { id: a.id, parent_company: `Right ${round}` }),
      updateCompany(agent, { id: b.id, parent_company: `Left ${round}` }),
    ]);
    assert.deepEqual(moves.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  }
});

test('the list goes through all companies by name, page by page and back', async () => {
  const { agent } = directory;
  await Promise.all(Array.from({ length: 60 }, (_, n) => findOrCreateCompany(agent, { name: `Zone ${n + 1}` })));
  const first = await listCompanies(agent, { search: 'zone' });
  assert.deepEqual(
    [first.rows.length, first.rows[1]!.name, first.count.count, first.previous],
    [50, 'Zone 2', 60, null],
  );
  const second = await listCompanies(agent, { search: 'zone', after: first.next! });
  assert.deepEqual([second.rows.length, second.rows[0]!.name, second.next], [10, 'Zone 51', null]);
  const back = await listCompanies(agent, { search: 'zone', before: second.previous! });
  assert.deepEqual(back.rows, first.rows);
  assert.equal((await listCompanies(agent, { search: '100%' })).count.count, 0);
  assert.equal((await listCompanies(agent, { search: 'one.exam' })).rows[0]!.name, 'One');
  assert.equal((await listCompanies(agent, { after: 'nonsense' })).rows[0]!.name, 'Acme Japan');
});

test('while one types, companies that begin with it come first', async () => {
  await named('Kim and Sons');
  await named('Old Kim');
  const names = (await suggestCompanies(directory.agent, { text: 'KIM' })).map(({ name }) => name);
  assert.deepEqual(names, ['Kim and Sons', 'Old Kim']);
  assert.deepEqual(await suggestCompanies(directory.agent, { text: ' ' }), []);
});

test('companies are found by any part of what they are called, in Korean by two letters and by initial consonants', async () => {
  const { agent } = directory;
  await named('㈜한빛소프트 서울', { domains: 'hanbit-soft.example', unique_external_id: '110-81-12345' });
  await named('Société Générale');
  await named('Łódź GmbH');
  const found = async (search: string) => (await listCompanies(agent, { search })).rows.map(({ name }) => name);
  for (const typed of [
    '빛소',
    'ㅎㅂㅅㅍㅌ',
    '한빛소프',
    '서울 한빛',
    'hanbit-soft',
    '1108112345',
    '110-81',
    '한비',
    '서울 ㅎㅂ',
  ]) {
    assert.ok((await found(typed)).includes('㈜한빛소프트 서울'), typed);
  }
  assert.deepEqual(await found('societe gene'), ['Société Générale']);
  assert.deepEqual(await found('ŁÓDŹ'), ['Łódź GmbH']);
  assert.deepEqual(await found('서울 societe'), []);
  const [newest] = (await listCompanies(agent, { sort: 'updated_at', is_descending: true })).rows;
  assert.equal(newest!.name, 'Łódź GmbH');
  const { id } = (await listCompanies(agent, { search: 'łódź' })).rows[0]!;
  await updateCompany(agent, { id, name: '새이름', domains: 'renamed.example' });
  assert.deepEqual([await found('łódź'), await found('새이'), await found('renamed')], [[], ['새이름'], ['새이름']]);
  assert.deepEqual(
    (await suggestCompanies(agent, { text: 'ㅎㅂㅅ' })).map(({ name }) => name),
    ['㈜한빛소프트 서울'],
  );
});

test('a word that more than ten thousand companies share is listed in order, page by page', async () => {
  const { agent } = directory;
  await inTransaction(agent, ({ db }) =>
    db.client!.query(
      `insert into company (account_id, name, name_key, sort_key, created_at, updated_at)
       select 1, 'Mass ' || n, 'mass ' || n, 'mass ' || lpad(n::text, 6, '0'), now(), now() from generate_series(1, 10050) n`,
    ),
  );
  const first = await listCompanies(agent, { search: 'mass' });
  assert.deepEqual(
    [first.rows[0]!.name, first.rows.length, first.count],
    ['Mass 1', 50, { count: 10_000, is_exact: false }],
  );
  const second = await listCompanies(agent, { search: 'mass', after: first.next! });
  assert.equal(second.rows[0]!.name, 'Mass 51');
  const backwards = await listCompanies(agent, { search: 'mass', is_descending: true });
  assert.equal(backwards.rows[0]!.name, 'Mass 10050');
  assert.equal((await listCompanies(agent, { search: 'mass 10050' })).count.count, 1);
});

test('F01 another account finds, changes and lists none of it', async () => {
  const { stranger } = directory;
  const { id } = await named('Private');
  await assert.rejects(findCompany(stranger, { id }), { kind: 'not_found' });
  await assert.rejects(updateCompany(stranger, { id, name: 'Mine' }), { kind: 'not_found' });
  assert.deepEqual((await listCompanies(stranger, {})).rows, []);
  assert.deepEqual(await suggestCompanies(stranger, { text: 'Private' }), []);
  const { id: own } = await createCompany(stranger, { name: 'Private', domains: 'one.example' });
  assert.notEqual(own, id);
});

test('companies are named by their ids, those of another account are not', async () => {
  const { id } = await named('Named by id');
  assert.deepEqual(await listCompanyNames(directory.agent, { ids: [id, 999_999] }), { [id]: 'Named by id' });
  assert.deepEqual(await listCompanyNames(directory.stranger, { ids: [id] }), {});
});
