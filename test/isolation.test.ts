import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startDatabase, type TestDatabase } from './start-database.ts';

/** Tables without an account: each for a reason. */
const shared = new Set([
  'migration', // which migrations have run
  'rate_limit', // a flood is a flood whichever account it names
]);

/** Tables that the application only adds to: no right to change or delete is left to it. */
const appendOnly = new Set(['access_record']);

/** What a table's first row needs beyond what its columns tell: checks over several columns, patterns, a valid reference. */
const particular: Record<string, Record<string, string>> = {
  account: { id: '$account', country: `'KR'` },
  bulk_action: { act: `'invite'` },
  contact_merge: { other_contact_id: '2' },
  custom_field: { name: `'contract_no'` },
  duplicate_pair: { other_contact_id: '2' },
  import_chunk: { last_row: '4', created_rows: `'{}'`, created_ids: `'{}'` },
  saved_view: { record: `'contact'` },
  passkey: { agent_id: '1' },
  session: { agent_id: '1' },
  sign_in_identity: { contact_id: '1' },
};

/**
 * Functions that run with the owner's rights, each with the attack it must withstand: called by account 2 while account
 * 1 has a row in every table. `ids` gives nothing but ids of accounts, for schedules.
 */
const definers: Record<string, { attack: string } | { ids: string } | { changes_nothing_of: string }> = {
  account_of_host: { ids: `select account_of_host('nowhere.example.com')` },
  all_account_ids: { ids: 'select all_account_ids()' },
  accounts_with_due_bulk_actions: { ids: `select accounts_with_due_bulk_actions('2999-01-01')` },
  accounts_with_due_mail: { ids: `select accounts_with_due_mail('2999-01-01')` },
  accounts_with_reminders: { ids: `select accounts_with_reminders('2999-01-01')` },
  accounts_with_unsummed_invitees: { ids: `select accounts_with_unsummed_invitees('2999-01-01')` },
  accounts_with_waiting_imports: { ids: `select accounts_with_waiting_imports('2999-01-01')` },
  analyze_companies_for_import: { changes_nothing_of: 'select analyze_companies_for_import()' },
  analyze_for_import: { changes_nothing_of: 'select analyze_for_import()' },
  expire_access_records: { changes_nothing_of: `select expire_access_records('2999-01-01', 10)` },
  forget_in_access_records: { changes_nothing_of: `select forget_in_access_records('{1}')` },
  end_import_sessions: { changes_nothing_of: 'select end_import_sessions(1)' },
  contacts_to_collect: { attack: `select * from contacts_to_collect(1, 10)` },
  search_companies: { attack: `select * from search_companies('{}', '{}', '{}', 10)` },
  search_contacts: { attack: `select * from search_contacts('{}', '{}', '{}', 10)` },
  make_change_log_months: { changes_nothing_of: `select make_change_log_months('2026-01-01', 1)` },
};

let database: TestDatabase;
let owner: pg.Client;
let tables: string[];

before(async () => {
  database = await startDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const { rows } = await owner.query(
    `select relname as name from pg_class
     where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname`,
  );
  tables = rows.map(({ name }) => name);
  await owner.query(`set session_replication_role = replica`);
  for (const account of [1, 2]) {
    await insertRow('account', account);
  }
  for (const table of isolated()) if (table !== 'account') await insertRow(table, 1);
});

after(async () => {
  await owner.end();
  await database.drop();
});

const isolated = () => tables.filter((table) => !shared.has(table));
const accountColumn = (table: string) => (table === 'account' ? 'id' : 'account_id');

/** A row made from the catalogue alone, so that a table added tomorrow is attacked tomorrow. */
async function insertRow(table: string, account: number): Promise<void> {
  // A part of a partitioned table holds its parent's row or takes one of its own.
  const { rows: columns } = await owner.query(
    `select a.attname as name, format_type(a.atttypid, null) as type,
       (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) like '%ANY (ARRAY[%' limit 1) as choices
     from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
       and not a.atthasdef and a.attidentity = ''`,
    [table],
  );
  const values: Record<string, string> = {};
  for (const { name, type, choices } of columns) {
    values[name] = name === accountColumn(table) ? String(account) : sampleOf(type, choices);
  }
  for (const [name, value] of Object.entries(particular[table] ?? {}))
    values[name] = value.replace('$account', String(account));
  if (/^change_log_\d/.test(table)) values.at = `to_date('${table.slice(-7)}', 'YYYY_MM') + interval '1 day'`;
  if (table === 'change_log_rest') values.at = `'1990-01-01'`;
  await owner.query(
    `insert into ${table} (${Object.keys(values).join()}) overriding system value values (${Object.values(values).join()})`,
  );
}

function sampleOf(type: string, choices: string | null): string {
  if (choices) return `'${/'([^']*)'/.exec(choices)![1]}'`;
  if (type.endsWith('[]')) return `'{}'`;
  if (type === 'boolean') return 'true';
  if (type === 'bytea') return `'\\x00'`;
  if (type === 'jsonb') return `'{}'`;
  if (type.startsWith('timestamp') || type === 'date') return `'2026-01-01'`;
  return type === 'text' ? `'x'` : '1';
}

/** Runs SQL as the application, in account 2 or in none, and rolls it back. */
async function asApplication(account: number | null, sql: string): Promise<pg.QueryResult> {
  const client = await database.appPool.connect();
  try {
    await client.query('begin');
    if (account !== null) await client.query(`select set_config('maru.account_id', $1, true)`, [String(account)]);
    return await client.query(sql);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('F01 every table has the account first in its primary key and a policy on it', async () => {
  const { rows } = await owner.query(
    `select c.relname as name, c.relrowsecurity as is_guarded,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies_count,
       (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as first_key
     from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`,
  );
  const breaches = rows
    .filter(({ name }) => !shared.has(name))
    .filter((row) => !row.is_guarded || row.policies_count !== 1 || row.first_key !== accountColumn(row.name));
  assert.deepEqual(breaches, []);
});

test('F01 every index starts with the account, so that one account is never slow for another', async () => {
  const { rows } = await owner.query(
    `select c.relname as index, t.relname as table, a.attname as first_column, m.amname as method
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
       join pg_am m on m.oid = c.relam
       left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
     where t.relnamespace = 'public'::regnamespace`,
  );
  const breaches = rows
    .filter((row) => !shared.has(row.table) && row.method === 'btree' && row.index !== 'account_host_is_one_accounts')
    .filter((row) => row.first_column !== accountColumn(row.table));
  assert.deepEqual(breaches, []);
});

for (const account of [2, null]) {
  const who = account ? 'another account' : 'a query that forgets the account';
  test(`F01 with the application's own filters gone, ${who} reads, changes and deletes no row of any table`, async () => {
    const breaches: string[] = [];
    for (const table of isolated()) {
      const { rows } = await owner.query(
        `select count(*)::int as count from ${table} where ${accountColumn(table)} = 1`,
      );
      assert.ok(rows[0].count > 0, `${table} has a row to steal`);
      const column = accountColumn(table);
      const own = `${column} is distinct from 2`;
      for (const attack of [
        `select from ${table} where ${own}`,
        `update ${table} set ${column} = ${column} where ${own}`,
        `delete from ${table} where ${own}`,
      ]) {
        if (appendOnly.has(table) && !attack.startsWith('select')) {
          await assert.rejects(asApplication(account, attack), { code: '42501' }, attack);
          continue;
        }
        const { rowCount } = await asApplication(account, attack);
        if (rowCount) breaches.push(`${attack}: ${rowCount}`);
      }
    }
    assert.deepEqual(breaches, []);
  });

  test(`F01 ${who} can not write a row into account 1`, async () => {
    for (const table of isolated()) {
      const insert = `insert into ${table} (${accountColumn(table)}) overriding system value values (1)`;
      await assert.rejects(asApplication(account, insert), { code: '42501' }, table);
    }
  });
}

test('F01 a function with the owner’s rights has a fixed search path and gives nothing of another account', async () => {
  const { rows } = await owner.query(
    `select proname as name, proconfig as settings from pg_proc
     where prosecdef and pronamespace = 'public'::regnamespace`,
  );
  assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(definers).sort());
  for (const { name, settings } of rows) {
    assert.ok(
      settings?.some((one: string) => one === 'search_path=public, pg_temp'),
      `${name} fixes its search path`,
    );
    const definer = definers[name]!;
    if ('attack' in definer) {
      const { rowCount } = await asApplication(2, definer.attack);
      assert.equal(rowCount, 0, definer.attack);
    } else if ('ids' in definer) {
      const { rows: answer, fields } = await asApplication(2, definer.ids);
      assert.equal(fields.length, 1);
      assert.ok(answer.every((row) => Object.values(row).every((one) => one === null || typeof one === 'number')));
    } else {
      await asApplication(2, definer.changes_nothing_of);
    }
  }
});

test('F01 the application can not switch the guard off', async () => {
  for (const attack of [
    'alter table contact disable row level security',
    'drop policy account on contact',
    'create function steal() returns bigint language sql security definer as $$ select 1::bigint $$',
  ]) {
    await assert.rejects(asApplication(2, attack), /must be owner|permission denied/, attack);
  }
});

test('F01 from the application’s connections no way leads to a role that reads past the guard', async () => {
  const { rows } = await owner.query(`select quote_ident(session_user) as name, quote_literal(session_user) as text`);
  const [{ name, text }] = rows;
  const ways = [
    'reset role',
    'set role none',
    'reset all',
    'discard all',
    'set session authorization default',
    `set session authorization ${name}`,
    `set role ${name}`,
    `select set_config('role', ${text}, false)`,
    `select set_config('session_authorization', ${text}, false)`,
    'set role pg_read_all_data',
    'set role pg_execute_server_program',
    'set row_security = off',
  ];
  const breaches: string[] = [];
  for (const way of ways) {
    const client = await database.appPool.connect();
    try {
      await client.query(way).catch((error: { code?: string }) => {
        assert.match(error.code ?? '', /^(42501|22023)$/, way);
      });
      const { rows: now } = await client.query(
        `select session_user <> ${text} and current_user <> ${text} as is_apart, usesuper or usebypassrls as is_strong
         from pg_user where usename = session_user`,
      );
      if (!now[0].is_apart || now[0].is_strong) breaches.push(way);
      for (const table of isolated()) {
        // With row security off a statement that a policy would narrow is refused instead.
        const { rowCount } = await client.query(`select from ${table}`).catch(() => ({ rowCount: 0 }));
        if (rowCount) breaches.push(`${way}; select from ${table}: ${rowCount}`);
      }
      await assert.rejects(client.query(`copy (select 1) to program 'true'`), { code: '42501' });
    } finally {
      client.release(true);
    }
  }
  assert.deepEqual(breaches, []);
});
