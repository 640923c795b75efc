import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import {
  type Condition,
  type Conditions,
  operators,
  readConditions,
  writeConditions,
} from '#features/lists/filter/condition.ts';
import { isWithoutValue, operatorsOf } from '#features/lists/filter/filter-field.ts';
import { exactIds, indexedMatches } from '#features/lists/filter/indexed-matches.ts';
import { readyConditions } from '#features/lists/filter/ready-conditions.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { readContactFilter } from './contact-filter.ts';
import { contactRecord } from './contact-record.ts';
import { contactsThatMatch } from './matching-contacts.ts';

let directory: TestDirectory;
const companies: Record<string, number> = {};

before(async () => {
  directory = await startDirectory();
  const { admin, agent } = directory;
  const label = (label_en: string) => ({ record: 'contact', label_en }) as const;
  await createCustomField(admin, { ...label('Plan'), kind: 'dropdown', choices: 'Free\nTeam\nA|B' });
  await createCustomField(admin, { ...label('Seats'), kind: 'number' });
  await createCustomField(admin, { ...label('Contract'), kind: 'date' });
  await createCustomField(admin, { ...label('VIP'), kind: 'checkbox' });
  await createCustomField(admin, { ...label('Note'), kind: 'paragraph' });
  companies.Hanbit = (await createCompany(agent, { name: 'Hanbit' })).id;
  companies.Busan = (await createCompany(agent, { name: 'Hanbit Busan', parent_company: 'Hanbit' })).id;
  const people = [
    {
      name: '김하늘',
      email: 'haneul@hanbit.example',
      company: 'Hanbit',
      phone: '010-2077-9850',
      tags: 'vip, 부산',
      custom_fields: { plan: 'Team', seats: '12', contract: '2026-03-05', vip: 'Y', note: 'Likes tea' },
    },
    {
      name: 'Ruth King',
      email: 'ruth@litware.example',
      other_emails: 'king@home.example',
      company: 'Hanbit Busan',
      job_title: 'CFO',
      language: 'en',
      tags: 'gold',
      custom_fields: { plan: 'Free', seats: '3' },
    },
    { name: 'Ana 100%', mobile: '1588-0000', job_title: 'cfo, acting', custom_fields: { plan: 'A|B', vip: 'N' } },
    { name: 'Nobody', unique_external_id: 'X-1' },
  ];
  for (const person of people) await createContact(agent, person);
  await inTransaction(agent, async ({ db }) => {
    const ruth = db.updateTable('contact').where('name', '=', 'Ruth King');
    await ruth.set({ portal_access: 'active', last_sign_in_at: new Date('2026-02-03T16:00:00Z') }).execute();
    const ana = db.updateTable('contact').where('name', '=', 'Ana 100%');
    await ana.set({ locked_at: new Date(), locked_by: 'agent', blocked_at: new Date() }).execute();
    const over = { locked_at: new Date(0), locked_by: 'failures', locked_until: new Date(1) } as const;
    await db.updateTable('contact').set(over).where('name', '=', 'Nobody').execute();
  });
});
after(() => directory.stop());

const found = async (...where: string[]) => {
  const { rows } = await listContacts(directory.agent, readContactFilter({ where }));
  return rows.map(({ name }) => name);
};
const [ana, nobody, ruth, haneul] = ['Ana 100%', 'Nobody', 'Ruth King', '김하늘'];

test('contacts are narrowed by every kind of field with the operators that it allows', async () => {
  const { Hanbit, Busan } = companies;
  const asked: [string, string[]][] = [
    ['job_title:is:cfo', [ruth]],
    ['job_title:is_not:CFO', [ana, nobody, haneul]],
    ['job_title:contains:CFO', [ana, ruth]],
    ['job_title:starts_with:cfo,', [ana]],
    ['job_title:is_empty', [nobody, haneul]],
    ['name:contains:100%', [ana]],
    ['name:contains:하늘', [haneul]],
    ['name:is:ruth king', [ruth]],
    ['email:is:KING@home.example', [ruth]],
    ['email:contains:@hanbit', [haneul]],
    ['email:is_empty', [ana, nobody]],
    ['phone:is:+82 10 2077 9850', [haneul]],
    ['phone:contains:2077', [haneul]],
    ['mobile:is:15880000', [ana]],
    ['tags:is:VIP|gold', [ruth, haneul]],
    ['tags:is_not:vip', [ana, nobody, ruth]],
    ['tags:is_empty', [ana, nobody]],
    ['language:is:en', [ruth]],
    [`company:is:${Hanbit}`, [haneul]],
    [`company:is_in_tree:${Hanbit}`, [ruth, haneul]],
    [`company:is_not:${Busan}`, [ana, nobody, haneul]],
    ['company:is_empty', [ana, nobody]],
    ['unique_external_id:is:x-1', [nobody]],
    ['portal_state:is:active|locked', [ana, ruth]],
    ['portal_state:is_not:locked', [nobody, ruth, haneul]],
    ['locked_by:is:agent|failures', [ana]],
    ['locked_by:is_not:agent', [nobody, ruth, haneul]],
    ['is_blocked:is:yes', [ana]],
    ['is_blocked:is:no', [nobody, ruth, haneul]],
    ['last_sign_in_at:on:2026-02-04', [ruth]],
    ['last_sign_in_at:before:2026-02-04', []],
    ['last_sign_in_at:is_empty', [ana, nobody, haneul]],
    ['created_at:last_days:1', [ana, nobody, ruth, haneul]],
    ['created_at:before_days:1', []],
    ['source:is:agent', [ana, nobody, ruth, haneul]],
    ['custom_fields.plan:is:Team|Free', [ruth, haneul]],
    ['custom_fields.plan:is:A\\|B', [ana]],
    ['custom_fields.plan:is_empty', [nobody]],
    ['custom_fields.seats:more_than:3', [haneul]],
    ['custom_fields.seats:less_than:12', [ruth]],
    ['custom_fields.seats:is:3|12', [ruth, haneul]],
    ['custom_fields.contract:on:2026-03-05', [haneul]],
    ['custom_fields.contract:after:2026-03-04', [haneul]],
    ['custom_fields.vip:is:yes', [haneul]],
    ['custom_fields.vip:is:no', [ana, nobody, ruth]],
    ['custom_fields.note:contains:TEA', [haneul]],
  ];
  for (const [where, names] of asked) assert.deepEqual(await found(where), names, where);
});

test('conditions of a group hold together, groups are alternatives', async () => {
  assert.deepEqual(await found('tags:is:vip', 'custom_fields.plan:is:Free'), []);
  assert.deepEqual(await found('tags:is:vip', 'or', 'job_title:is:CFO', 'language:is:en'), [ruth, haneul]);
  assert.deepEqual(await found('or', 'tags:is:gold', 'or'), [ruth]);
});

test('a condition that can not be asked is met by nobody, never by everybody', async () => {
  for (const where of [
    'plan:is:Team',
    'custom_fields.gone:is:1',
    'job_title',
    'job_title:is:',
    'job_title:like:x',
    'custom_fields.seats:is:many',
    'created_at:on:2026-02-31',
    'created_at:last_days:-1',
    'company:is:Hanbit',
    `job_title:is:${'x'.repeat(501)}`,
    'custom_fields.plan:is_not:Gold',
    `job_title:is_not:${Array.from({ length: 51 }, (_, n) => n).join('|')}`,
  ]) {
    assert.deepEqual(await found(where), [], where);
  }
  await assert.rejects(found(...Array.from({ length: 31 }, () => 'tags:is:vip')), {
    code: 'lists.too_many_conditions',
  });
});

test('a filter together with view, search and company narrows further', async () => {
  const filter = readContactFilter({ view: 'verified', search: 'king', where: ['job_title:is:cfo'] });
  const { rows, count } = await listContacts(directory.agent, filter);
  assert.deepEqual([rows.map(({ name }) => name), count], [[ruth], { count: 1, is_exact: true }]);
});

const anyCondition = fc.record<Condition>(
  {
    field: fc.oneof(fc.constantFrom('job_title', 'tags', 'custom_fields.plan'), fc.string({ maxLength: 12 })),
    operator: fc.constantFrom(...operators),
    values: fc.array(
      fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() === text),
      { maxLength: 3 },
    ),
  },
  { noNullPrototype: true },
);

test('conditions survive the address', () => {
  const isField = ({ field }: Condition) => !field.includes(':') && field !== '';
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCondition.filter(isField), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      (conditions) => {
        assert.deepEqual(readConditions(writeConditions(conditions)), conditions);
      },
    ),
  );
});

test('what an index tells is never fewer than those who meet the conditions, nor more where it tells exactly', async () => {
  const { agent } = directory;
  const fields = contactRecord.fieldsOf(await listCustomFields(agent, { record: 'contact' }));
  const values = [
    'vip',
    'CFO',
    'Team',
    'A|B',
    '3',
    '2026-03-05',
    'yes',
    'no',
    'en',
    'active',
    '010-2077-9850',
    '하늘',
    'ruth',
    String(companies.Hanbit),
  ];
  const asked = fields.flatMap((field) =>
    operatorsOf(field).flatMap((operator) =>
      (isWithoutValue(operator) ? [[]] : values.map((value) => [value])).map(
        (given): Conditions => [[{ field: field.name, operator, values: given }]],
      ),
    ),
  );
  let exactCount = 0;
  await inTransaction(agent, async (ctx) => {
    for (const conditions of asked) {
      const asking = (await readyConditions(ctx, contactRecord, conditions))!;
      const meeting = await contactsThatMatch(ctx, readContactFilter({}), asking).select('contact.id').execute();
      const told = await indexedMatches(ctx, asking, 10_000);
      const missing = told && meeting.filter(({ id }) => !told.includes(id));
      assert.deepEqual(missing ?? [], [], JSON.stringify(conditions));
      const exact = exactIds(asking);
      if (!exact) continue;
      exactCount++;
      const { rows } = await sql<{ id: number }>`
        select told.id from (${exact.ids}) as told join contact using (id) where deleted_at is null order by id`.execute(
        ctx.db,
      );
      assert.deepEqual(
        rows,
        meeting.toSorted((one, other) => one.id - other.id),
        JSON.stringify(conditions),
      );
    }
    assert.ok(exactCount > 50, `${exactCount} told exactly`);
  });
});
