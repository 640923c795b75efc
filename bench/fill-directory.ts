/**
 * Fills a database with a directory as an account of some years has it, by set-based SQL: Korean and English customers, some
 * without an address, companies of very different size, tags, every portal state, and what search looks through. The
 * same people every time.
 */
import type pg from 'pg';
import { companyNameKey } from '#features/companies/company.ts';
import { searchText } from '#features/contacts/search/search-text.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import { sortKey } from '#platform/fields/sort-key.ts';

/** One customer in 33 belongs to this company, as resellers and universities make it happen; the others have ten or so. */
export const largeCompanyId = 1;

const perCompany = 10;
const perStatement = 10_000;
const words = {
  family: [...'김이박최정강조윤장임한오서신권황안송류홍'],
  first: [...'하서민도지은시수예준우현재영태'],
  second: [...'늘연준윤우서아호진훈희경원림빈'],
  given: 'Ruth Łukasz Émile Grace Omar Ingrid Kenji Ada Noah Maya Liam Emma Oliver Sophia Lucas Mia Ethan Zoe'.split(
    ' ',
  ),
  last: 'King Clark Durand Hopper Haddad Larsen Sato Lovelace Weber Patel Smith Jones Garcia Miller Davis'.split(' '),
  firm: '한빛 푸른 대한 다솜 가온 누리 미래 새롬'.split(' '),
  trade: '소프트 식품 물산 의료 전자 건설'.split(' '),
  tag: ['vip', 'trial', 'cloud', 'newsletter'],
  plan: ['Free', 'Team', 'Business'],
};

/** Fields of the account's own, by their ids. The contract's number is another for everybody, a plan everybody's but for `Rare`. */
const fields = [
  { id: 1, name: 'vip', kind: 'checkbox' },
  { id: 2, name: 'contract_no', kind: 'text' },
  { id: 3, name: 'plan', kind: 'dropdown', choices: [...words.plan, 'Rare'] },
  { id: 4, name: 'seats', kind: 'number' },
  { id: 5, name: 'renewal', kind: 'date' },
];

/** Into an empty account 1, as the tables' owner. Leaves the tables vacuumed and counted. */
export async function fillDirectory(owner: pg.Client, contactsCount: number): Promise<void> {
  // References are those of rows made here, and indexes are built sooner than they grow.
  await owner.query(
    `set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off; set jit = off`,
  );
  await insertCompanies(owner, companiesOf(contactsCount));
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename in ('contact', 'contact_search', 'contact_email', 'membership')
       and indexname not in (select conname from pg_constraint)`,
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  await insertFields(owner);
  const random = seeded(7);
  for (let at = 0; at < contactsCount; at += perStatement) {
    const rows = Array.from({ length: Math.min(perStatement, contactsCount - at) }, (_, n) =>
      contact(at + n + 1, contactsCount, random),
    );
    await owner.query(insertContacts, [JSON.stringify(rows)]);
  }
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query(indexValues);
  await owner.query('vacuum analyze');
}

function companiesOf(contactsCount: number): number {
  return 1 + Math.ceil(contactsCount / perCompany);
}

function companyName(id: number): string {
  if (id === largeCompanyId) return '한빛대학교';
  if (id % 2 === 0) return `${words.last[id % words.last.length]} Labs ${id}`;
  return `${words.firm[id % words.firm.length]}${words.trade[id % words.trade.length]} ${id}지점`;
}

async function insertCompanies(owner: pg.Client, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, n) => companyName(n + 1));
  await owner.query(
    `insert into company (account_id, id, name, name_key, sort_key, created_at, updated_at)
     select 1, n, name, key, sort, now(), now()
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as made (name, key, sort, n)`,
    [names, names.map(companyNameKey), names.map(sortKey)],
  );
  // Triggers rest while the directory is filled.
  await owner.query('select write_company_search(1, array(select id from company where account_id = 1))');
}

async function insertFields(owner: pg.Client): Promise<void> {
  for (const [position, { id, name, kind, choices = [] }] of fields.entries()) {
    await owner.query(
      `insert into custom_field (account_id, id, record, name, kind, labels, choices, position, created_at, updated_at)
       overriding system value values (1, $1, 'contact', $2, $3, $4, $5, $6, now(), now())`,
      [id, name, kind, JSON.stringify({ en: name }), JSON.stringify(choices), position],
    );
  }
}

/** What the triggers would have written, which rest while the directory is filled. */
const indexValues = `
  with tags as (
    insert into contact_tag (account_id, tag_key, contact_id, tag)
    select account_id, field_value_key(tag), id, tag from contact cross join lateral unnest(tags) tag
  )
  insert into contact_field_value (account_id, field_id, contact_id, value_key, number_value, date_value)
  select c.account_id, f.id, c.id, field_value_key(value #>> '{}', f.kind),
    case when f.kind = 'number' then (value #>> '{}')::float8 end, case when f.kind = 'date' then (value #>> '{}')::date end
  from contact c cross join lateral jsonb_each(custom_fields) join custom_field f on f.name = key`;

const insertContacts = `
  with given as materialized (
    select * from jsonb_to_recordset($1::jsonb) as given (
      id bigint, name text, sort_key text, phone text, phone_e164 text, job_title text, email text, company_id bigint,
      tags jsonb, txt text, bigrams jsonb, portal_access text, state text, plan text)
  ), contacts as (
    insert into contact (account_id, id, name, sort_key, phone, phone_e164, job_title, tags, source, custom_fields,
      portal_access, last_sign_in_at, locked_at, locked_by, deactivated_at, deleted_at, created_at, updated_at)
    select 1, id, name, sort_key, phone, phone_e164, job_title, array(select jsonb_array_elements_text(tags)), 'import',
      jsonb_build_object('vip', id % 7 = 0, 'contract_no', 'C-' || id, 'plan', plan, 'seats', id % 1000,
        'renewal', '2024-01-01'::date + (id * 7919 % 1000)::int), portal_access,
      case when portal_access = 'active' then '2026-06-01'::timestamptz + (id * 104729 % 100000) * interval '10 s' end,
      case when state = 'locked' then now() end, case when state = 'locked' then 'agent' end,
      case when state = 'deactivated' then now() end, case when state = 'deleted' then now() end,
      '2024-01-01'::timestamptz + id * interval '10 s', '2026-06-01'::timestamptz + (id * 7919 % 100000) * interval '10 s'
    from given
  ), emails as (
    insert into contact_email (account_id, email, contact_id, is_primary, state, created_at)
    select 1, email, id, true, case portal_access when 'active' then 'verified' else 'unverified' end, now()
    from given where email is not null
  ), memberships as (
    insert into membership (account_id, contact_id, company_id, is_primary, created_at)
    select 1, id, company_id, true, now() from given
  )
  insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
  select 1, id, txt, array(select jsonb_array_elements_text(bigrams)), '2024-01-01'::timestamptz + id * interval '10 s'
  from given`;

type Random = (below: number) => number;

function contact(id: number, contactsCount: number, random: Random) {
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  const isKorean = random(10) < 7;
  const name = isKorean
    ? pick(words.family) + pick(words.first) + pick(words.second)
    : `${pick(words.given)} ${pick(words.last)}`;
  const local = `${1000 + random(9000)}-${1000 + random(9000)}`;
  const phone = isKorean ? `010-${local}` : `(646) 5${local.slice(0, 2)}-${local.slice(5)}`;
  const phone_e164 = e164OfPhone(phone, isKorean ? 'KR' : 'US');
  const email = random(50) === 0 ? null : `c${String(id).padStart(7, '0')}@mail-${random(60)}.example.com`;
  const company_id = random(33) === 0 ? largeCompanyId : 2 + random(companiesOf(contactsCount) - 1);
  // One in two thousand is rare, five hundred of a million, but never less than a page of them.
  const isRare = id % Math.min(2000, Math.floor(contactsCount / 60)) === 0;
  const tags = isRare ? ['rarity'] : random(4) === 0 ? [pick(words.tag)] : [];
  const plan = isRare ? 'Rare' : pick(words.plan);
  const search = searchText({
    name,
    emails: email ? [email] : [],
    phones: [phone, phone_e164],
    company_names: [companyName(company_id)],
    tags,
    unique_external_id: null,
  });
  const portal_access = email ? ['active', 'active', 'active', 'invited', 'none', 'none', 'none'][random(7)] : 'none';
  const job_title = isKorean ? pick(['과장', '부장', '대리']) : pick(['Buyer', 'CFO', 'Engineer']);
  const made = { id, name, sort_key: sortKey(name), phone, phone_e164, job_title, email, company_id, tags, ...search };
  return { ...made, plan, portal_access, state: stateOf(random(1000)) };
}

/** Six in a thousand are locked, ten deactivated, twenty deleted: a page of each also among ten thousand. */
function stateOf(place: number): string | null {
  if (place < 6) return 'locked';
  if (place < 16) return 'deactivated';
  return place < 36 ? 'deleted' : null;
}

/** The same numbers every time. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor(((state >>> 8) / 0x800000) * below);
  };
}
