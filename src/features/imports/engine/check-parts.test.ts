import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactFields } from '#features/contacts/contact.ts';
import type { ImportColumn } from '#features/imports/import.ts';
import { guessMapping } from '#features/imports/mapping/guess-mapping.ts';
import { Failure } from '#platform/failure.ts';
import type { Field } from '#platform/fields/field.ts';
import type { TableStream } from '#platform/tables/table.ts';
import { checkRow } from './check-row.ts';
import { findDateOrders } from './find-date-orders.ts';
import { planImport } from './plan-import.ts';
import { withDateOrders } from './with-date-orders.ts';

const since: Field = { name: 'since', kind: 'date', label: { en: 'Since' }, custom_field_id: 1 };
const fields = [...contactFields, since];
const options = { country: 'US', empty_words: new Set(['-']) };
const choices = {
  can_match_by_phone: false,
  can_create_companies: false,
  can_restore_deleted: false,
  company_choices: new Map(),
  options,
};

/** Columns as `Header=field`. */
function planOf(...columns: string[]) {
  const asked = columns.map((column): ImportColumn => {
    const [header, field] = column.split('=') as [string, string];
    return { header, field, rule: field === 'other_emails' ? 'append' : 'overwrite' };
  });
  return planImport(asked, fields, choices);
}

const check = (plan: ReturnType<typeof planOf>, ...cells: string[]) =>
  checkRow(plan, { row_number: 1, line_number: 2, cells });

test('a name in parts is joined, cleaned, and counts only where no whole name stands', () => {
  const plan = planOf('Email=email', 'First=first_name', 'Last=last_name');
  assert.equal(check(plan, 'a@x.com', ' 하늘 ', '김').values.name, '김하늘');
  assert.equal(check(plan, 'a@x.com', 'Ruth', 'King').values.name, 'Ruth King');
  assert.equal(check(plan, 'a@x.com', '-', 'King').values.name, 'King');
  assert.equal(check(plan, 'a@x.com', '', ' ').values.name, undefined);
  const long = check(plan, 'a@x.com', 'x'.repeat(200), 'y'.repeat(200));
  assert.deepEqual(
    long.problems.map(({ code, column }) => [code, column]),
    [['platform.too_long', 1]],
  );
  const both = planOf('Email=email', 'First=first_name', 'Name=name', 'Last=last_name');
  assert.equal(check(both, 'a@x.com', 'Ruth', 'Dr. Ruth King', 'King').values.name, 'Dr. Ruth King');
  assert.equal(check(both, 'a@x.com', 'Ruth', '', 'King').values.name, 'Ruth King');
});

test('of several addresses in parts the first that is filled is taken, the work address before the home address', () => {
  const plan = planOf(
    'Email=email',
    'Home Street=street',
    'Home City=city',
    'Business Street=street',
    'Business Street 2=street_more',
    'Business City=city',
    'Business Postal Code=postal_code',
    'Country=country',
  );
  const work = check(plan, 'a@x.com', '2 Home Rd', 'Leeds', '1 Harbour St', 'Floor 2', 'London', 'SE1 2AA', 'UK');
  assert.equal(work.values.address, '1 Harbour St, Floor 2, London, SE1 2AA, UK');
  const home = check(plan, 'a@x.com', '2 Home Rd', 'Leeds', '', '', '', '', 'UK');
  assert.equal(home.values.address, '2 Home Rd, Leeds');
  assert.equal(check(plan, 'a@x.com', '', '', '', '', '', '', 'UK').values.address, undefined);
});

test('of several telephone columns the first that is filled counts, and notes are put below each other', () => {
  const plan = planOf('Work=phone', 'Home=phone', 'Mobile=mobile', 'Notes=description', 'About=description');
  const full = check(plan, '02-555-1234', '031-555-1234', '010-1234-5678', 'VIP', 'Since 2019');
  assert.deepEqual(full.values, { phone: '02-555-1234', mobile: '010-1234-5678', description: 'VIP\nSince 2019' });
  assert.equal(check(plan, ' ', '031-555-1234', '', '', '').values.phone, '031-555-1234');
});

test('a file of Google Contacts says in labels which number is a mobile one, and puts several values in a cell', () => {
  const headers = [
    'First Name',
    'Last Name',
    'Labels',
    'E-mail 1 - Label',
    'E-mail 1 - Value',
    'Phone 1 - Label',
    'Phone 1 - Value',
    'Phone 2 - Label',
    'Phone 2 - Value',
  ];
  const cells = [
    '하늘',
    '김',
    '* myContacts ::: VIP, old',
    '* Work',
    'sky@x.com ::: haneul@y.com',
    'Mobile',
    '010-1234-5678 ::: 010-9999-8888',
    'Work',
    '02-555-1234',
  ];
  const columns = guessMapping({ headers, samples: [cells], fields, options });
  const plan = planImport(columns, fields, choices);
  assert.deepEqual(check(plan, ...cells).values, {
    name: '김하늘',
    tags: ['VIP, old'],
    email: 'sky@x.com',
    other_emails: ['haneul@y.com'],
    mobile: '010-1234-5678',
    phone: '02-555-1234',
  });
  const fax = [...cells.slice(0, 5), 'Work Fax', '02-555-9999', '', '02-555-1234'];
  assert.equal(check(plan, ...fax).values.phone, '02-555-1234');
});

test('a column of dates is read in the order that its first values tell, and an impossible date refuses the row', async () => {
  const samples = [
    ['a@x.com', '03/04/2024'],
    ['b@x.com', '25/04/2024'],
    ['c@x.com', '0/0/00'],
  ];
  const columns = guessMapping({ headers: ['Email', 'Since'], samples, fields, options });
  const plan = planImport(columns, fields, choices);
  assert.deepEqual(await findDateOrders(plan, fileOf([['a@x.com', '12/31/2024']])), new Map());
  assert.equal(check(plan, 'a@x.com', '03/04/2024').values['custom_fields.since'], '2024-04-03');
  assert.equal(check(plan, 'a@x.com', '0/0/00').problems.length, 0);
  const impossible = check(plan, 'a@x.com', '04/25/2024').problems;
  assert.deepEqual(impossible, [{ code: 'fields.not_a_date', column: 1, values: { value: '04/25/2024' } }]);
  const chosen = columns.map((column) => ({ ...column, reading: { date_order: 'month_first' as const } }));
  const other = planImport(chosen, fields, choices);
  assert.equal(check(other, 'a@x.com', '03/04/2024').values['custom_fields.since'], '2024-03-04');
});

test('where the first values fit both orders the whole file is asked, and then the account’s country', async () => {
  const samples = [['a@x.com', '03/04/2024']];
  const columns = guessMapping({ headers: ['Email', 'Since'], samples, fields, options });
  const plan = planImport(columns, fields, choices);
  const orderIn = async (dates: string[]) => {
    const orders = await findDateOrders(plan, fileOf(dates.map((date) => ['a@x.com', date])));
    return withDateOrders(plan, orders).columns[1]!.options.date_order;
  };
  assert.equal(await orderIn(['03/04/2024', '05/06/2024', '28/02/2024']), 'day_first');
  assert.equal(await orderIn(['03/04/2024', '02/28/2024', '28/02/2024', '02/27/2024']), 'month_first');
  assert.equal(await orderIn(['03/04/2024']), 'month_first');
});

test('parts of one field must have one rule', () => {
  const columns: ImportColumn[] = [
    { header: 'Email', field: 'email', rule: 'overwrite' },
    { header: 'First', field: 'first_name', rule: 'overwrite' },
    { header: 'Last', field: 'last_name', rule: 'if_empty' },
  ];
  assert.throws(
    () => planImport(columns, fields, choices),
    (error) => error instanceof Failure && error.code === 'imports.rules_differ',
  );
});

function fileOf(rows: string[][]): TableStream {
  return {
    bytes_read: 0,
    bytes_total: 0,
    async *[Symbol.asyncIterator]() {
      yield rows.map((cells, at) => ({ row_number: at + 1, line_number: at + 2, cells }));
    },
  };
}
