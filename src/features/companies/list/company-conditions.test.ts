import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { deleteCompany } from '#features/contacts/members/delete-company.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Conditions } from '#features/lists/filter/condition.ts';
import { isWithoutValue, operatorsOf } from '#features/lists/filter/filter-field.ts';
import { exactIds, indexedMatches } from '#features/lists/filter/indexed-matches.ts';
import { readyConditions } from '#features/lists/filter/ready-conditions.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { readCompanyFilter } from './company-filter.ts';
import { companyRecord } from './company-record.ts';
import { countCompanies } from './count-companies.ts';
import { listCompanies } from './list-companies.ts';
import { matchingCompanies } from './matching-companies.ts';

let directory: TestDirectory;
const ids: Record<string, number> = {};
const [acme, hanbit, busan, seoul] = ['Acme 100%', 'Hanbit', 'Hanbit Busan', '한빛 서울'];

before(async () => {
  directory = await startDirectory();
  const { admin, agent, supervisor } = directory;
  const label = (label_en: string) => ({ record: 'company', label_en }) as const;
  await createCustomField(admin, { ...label('Plan'), kind: 'dropdown', choices: 'Free\nTeam\nA|B' });
  await createCustomField(admin, { ...label('Seats'), kind: 'number' });
  await createCustomField(admin, { ...label('Rate'), kind: 'decimal' });
  await createCustomField(admin, { ...label('Contract'), kind: 'date' });
  await createCustomField(admin, { ...label('Partner'), kind: 'checkbox' });
  await createCustomField(admin, { ...label('Terms'), kind: 'paragraph' });
  await createCustomField(admin, { ...label('Switchboard'), kind: 'phone' });
  await createCustomField(admin, { ...label('Site'), kind: 'url' });
  const companies = [
    {
      name: hanbit,
      domains: 'hanbit.example, hanbit.test',
      industry: 'Software',
      account_tier: 'Gold',
      health_score: 'Happy',
      renewal_date: '2027-03-05',
      custom_fields: {
        plan: 'Team',
        seats: '12',
        rate: '1.5',
        contract: '2026-03-05',
        partner: 'Y',
        terms: 'Pays late',
      },
    },
    {
      name: busan,
      parent_company: hanbit,
      domains: 'busan.example',
      industry: 'software, games',
      custom_fields: { plan: 'Free', seats: '3', switchboard: '051-123-4567', site: 'https://busan.example/' },
    },
    { name: seoul, parent_company: busan, unique_external_id: '110-81-12345', note: 'Asks for tea' },
    { name: acme, description: 'Makes everything', custom_fields: { plan: 'A|B', partner: 'N' } },
    { name: 'Gone' },
  ];
  for (const company of companies) ids[company.name] = (await createCompany(agent, company)).id;
  for (const n of [1, 2, 3]) await createContact(agent, { name: `P${n}`, mobile: `010-0000-000${n}`, company: hanbit });
  await createContact(agent, { name: 'Q', mobile: '010-0000-0009', company: busan });
  await deleteCompany(supervisor, { id: ids.Gone!, children: 'move_up' });
  await inTransaction(agent, ({ db }) =>
    db.updateTable('company').set({ created_by_import_id: 1 }).where('name', '=', acme).execute(),
  );
});
after(() => directory.stop());

const found = async (...where: string[]) => {
  const { rows } = await listCompanies(directory.agent, readCompanyFilter({ where }));
  return rows.map(({ name }) => name);
};

test('companies are narrowed by every kind of field with the operators that it allows', async () => {
  const asked: [string, string[]][] = [
    ['name:is:HANBIT', [hanbit]],
    ['name:is_not:hanbit', [acme, busan, seoul]],
    ['name:contains:hanbit', [hanbit, busan]],
    ['name:contains:한빛', [seoul]],
    ['name:starts_with:hanbit b', [busan]],
    ['name:contains:100%', [acme]],
    ['domains:is:HANBIT.test', [hanbit]],
    ['domains:contains:.example', [hanbit, busan]],
    ['domains:contains:busan', [busan]],
    ['domains:is_empty', [acme, seoul]],
    [`parent_company:is:${ids[hanbit]}`, [busan]],
    [`parent_company:is_in_tree:${ids[hanbit]}`, [busan, seoul]],
    [`parent_company:is_not:${ids[hanbit]}`, [acme, hanbit, seoul]],
    ['parent_company:is_empty', [acme, hanbit]],
    ['industry:is:software', [hanbit]],
    ['industry:contains:SOFT', [hanbit, busan]],
    ['industry:is_empty', [acme, seoul]],
    ['account_tier:is:Gold|Silver', [hanbit]],
    ['health_score:is_not_empty', [hanbit]],
    ['renewal_date:after:2027-03-04', [hanbit]],
    ['renewal_date:is_empty', [acme, busan, seoul]],
    ['unique_external_id:is:110-81-12345', [seoul]],
    ['unique_external_id:contains:81-123', [seoul]],
    ['note:contains:TEA', [seoul]],
    ['description:is_not_empty', [acme]],
    ['contacts_count:is:0', [acme, seoul]],
    ['contacts_count:is:1|3', [hanbit, busan]],
    ['contacts_count:more_than:1', [hanbit]],
    ['contacts_count:more_than:2.5', [hanbit]],
    ['contacts_count:more_than:3', []],
    ['contacts_count:less_than:3', [acme, busan, seoul]],
    ['contacts_count:less_than:-1', []],
    ['created_at:last_days:1', [acme, hanbit, busan, seoul]],
    ['updated_at:before_days:1', []],
    ['source:is:import', [acme]],
    ['source:is_not:import', [hanbit, busan, seoul]],
    ['custom_fields.plan:is:Team|Free', [hanbit, busan]],
    ['custom_fields.plan:is:A\\|B', [acme]],
    ['custom_fields.plan:is_empty', [seoul]],
    ['custom_fields.seats:more_than:3', [hanbit]],
    ['custom_fields.seats:is:3|12', [hanbit, busan]],
    ['custom_fields.rate:less_than:2', [hanbit]],
    ['custom_fields.contract:on:2026-03-05', [hanbit]],
    ['custom_fields.partner:is:yes', [hanbit]],
    ['custom_fields.partner:is:no', [acme, busan, seoul]],
    ['custom_fields.terms:contains:LATE', [hanbit]],
    ['custom_fields.switchboard:contains:1234567', [busan]],
    ['custom_fields.site:starts_with:https://busan', [busan]],
  ];
  const inOrder = (names: string[]) => [acme, hanbit, busan, seoul].filter((name) => names.includes(name));
  for (const [where, names] of asked) assert.deepEqual(await found(where), inOrder(names), where);
});

test('conditions of a group hold together, groups are alternatives, one that can not be asked is met by no company', async () => {
  assert.deepEqual(await found('industry:contains:soft', 'custom_fields.plan:is:Free'), [busan]);
  assert.deepEqual(await found('name:is:hanbit', 'or', 'contacts_count:is:0', 'note:contains:tea'), [hanbit, seoul]);
  for (const where of [
    'plan:is:Team',
    'tags:is:vip',
    'parent_company:is:Hanbit',
    'contacts_count:is:many',
    'domains:is',
  ]) {
    assert.deepEqual(await found(where), [], where);
  }
});

test('a filter narrows a search and the deleted ones further, and tells how many there are', async () => {
  const { agent } = directory;
  const narrowed = readCompanyFilter({ search: 'hanbit', where: ['industry:is:software'] });
  const { rows, count } = await listCompanies(agent, narrowed);
  assert.deepEqual([rows.map(({ name }) => name), count], [[hanbit], { count: 1, is_exact: true }]);
  assert.deepEqual(await countCompanies(agent, narrowed), count);
  assert.deepEqual(await countCompanies(agent, readCompanyFilter({}), { isExact: true }), { count: 4, is_exact: true });
  const deleted = (where: string) => listCompanies(agent, readCompanyFilter({ view: 'deleted', where: [where] }));
  assert.equal((await deleted('name:contains:gone')).rows.length, 1);
  assert.equal((await deleted('deleted_at:last_days:1')).count.count, 1);
  assert.equal((await deleted('name:contains:hanbit')).rows.length, 0);
  assert.deepEqual(await countCompanies(directory.stranger, readCompanyFilter({})), { count: 0, is_exact: true });
});

test('every column carries its value and sorts the list both ways', async () => {
  const { agent } = directory;
  const fields = companyRecord.fieldsOf(await listCustomFields(agent, { record: 'company' }));
  const columns = fields.map(({ name }) => name);
  const listed = async (sort: string, is_descending = false) => {
    const { rows, sort: by } = await listCompanies(agent, { sort, is_descending, columns });
    assert.equal(by, sort);
    return rows;
  };
  const [first] = await listed('custom_fields.seats', true);
  assert.deepEqual(
    [first!.name, first!.values['custom_fields.seats'], first!.values['custom_fields.partner'], first!.values.industry],
    [hanbit, 12, true, 'Software'],
  );
  assert.equal((await listed('custom_fields.site', true))[0]!.name, busan);
  assert.equal((await listed('renewal_date', true))[0]!.values.renewal_date, '2027-03-05');
  assert.equal((await listed('source', true))[0]!.values.source, 'import');
  assert.deepEqual(
    (await listed('contacts_count', true)).map(({ contacts_count }) => contacts_count),
    [3, 1, 0, 0],
  );
  assert.deepEqual(
    (await listed('parent_company', true)).slice(0, 2).map(({ name }) => name),
    [seoul, busan],
  );
  assert.equal((await listed('domains', true))[0]!.name, hanbit);
  for (const { name, kind } of fields.filter((field) => field.kind !== 'paragraph')) {
    const ups = (await listed(name)).map(({ id }) => id);
    assert.deepEqual((await listed(name, true)).map(({ id }) => id).reverse(), ups, `${name} ${kind}`);
  }
});

test('what an index tells of companies is never fewer than those that meet the conditions, nor more where it tells exactly', async () => {
  const { agent } = directory;
  const fields = companyRecord.fieldsOf(await listCustomFields(agent, { record: 'company' }));
  const values = [
    'hanbit',
    '한빛',
    'HANBIT.test',
    '.example',
    'Team',
    'A|B',
    '3',
    '2026-03-05',
    'yes',
    'no',
    '110-81-12345',
  ];
  values.push('import', '051-123-4567', String(ids[hanbit]));
  const asked = fields.flatMap((field) =>
    operatorsOf(field).flatMap((operator) =>
      (isWithoutValue(operator) ? [[]] : values.map((value) => [value])).map(
        (given): Conditions => [[{ field: field.name, operator, values: given }]],
      ),
    ),
  );
  await inTransaction(agent, async (ctx) => {
    for (const conditions of asked) {
      const { matching } = await matchingCompanies(ctx, { ...readCompanyFilter({}), conditions });
      const meeting = await matching.select('company.id').execute();
      const asking = (await readyConditions(ctx, companyRecord, conditions))!;
      const told = await indexedMatches(ctx, asking, 10_000);
      const missing = told && meeting.filter(({ id }) => !told.includes(id));
      assert.deepEqual(missing ?? [], [], JSON.stringify(conditions));
      const exact = exactIds(asking);
      if (!exact) continue;
      const { rows } = await sql<{ id: number }>`
        select told.id from (${exact.ids}) as told join company using (id) where deleted_at is null order by id`.execute(
        ctx.db,
      );
      assert.deepEqual(
        rows,
        meeting.toSorted((one, other) => one.id - other.id),
        JSON.stringify(conditions),
      );
    }
  });
});
