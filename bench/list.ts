/**
 * How fast contacts are listed, searched and offered: `node bench/contact-lists.ts [contacts, default 200,000]`. Fills a
 * database of its own with Korean and English customers and asks it as the application does (role maru_app, row-level
 * security on). Prints p50 and p95 over the questions of a kind in milliseconds, beside their bar; exit status 1 if one is over it.
 */
import pg from 'pg';
import { companyNameKey } from '#features/companies/company.ts';
import { type GivenContactFilter, readContactFilter } from '#features/contacts/contact-filter.ts';
import { countContactViews } from '#features/contacts/count-contacts.ts';
import { listContacts } from '#features/contacts/list-contacts.ts';
import { searchText } from '#features/contacts/search-text.ts';
import { suggestContacts } from '#features/contacts/suggest-contacts.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { startApp } from '../test/start-app.ts';

const [contactsCount = 200_000] = process.argv.slice(2).map(Number);
const companiesCount = Math.ceil(contactsCount / 60);
const bars = { list: 150, suggestion: 50 };
const rounds = 10;

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
};
let seed = 7;
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
  return seed % below;
};
const pick = (from: readonly string[]) => from[random(from.length)]!;

const insertContacts = `
  with given as materialized (
    select * from jsonb_to_recordset($1::jsonb) as given (
      id bigint, name text, sort_key text, phone text, phone_e164 text, email text, company_id bigint, tags jsonb,
      txt text, bigrams jsonb, portal_access text, is_locked boolean)
  ), contacts as (
    insert into contact (account_id, id, name, sort_key, phone, phone_e164, tags, source, portal_access, locked_at,
      locked_by, created_at, updated_at)
    select 1, id, name, sort_key, phone, phone_e164, array(select jsonb_array_elements_text(tags)), 'import',
      portal_access, case when is_locked then now() end, case when is_locked then 'agent' end,
      '2026-01-01'::timestamptz + id * interval '10 s', '2026-06-01'::timestamptz + (id * 7919 % 100000) * interval '10 s'
    from given
  ), emails as (
    insert into contact_email (account_id, email, contact_id, is_primary, created_at)
    select 1, email, id, true, now() from given
  ), memberships as (
    insert into membership (account_id, contact_id, company_id, is_primary, created_at)
    select 1, id, company_id, true, now() from given
  )
  insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
  select 1, id, txt, array(select jsonb_array_elements_text(bigrams)), '2026-01-01'::timestamptz + id * interval '10 s'
  from given`;

const app = await startApp();
const owner = new pg.Client({ connectionString: app.database.url });
await owner.connect();
const companies = Array.from({ length: companiesCount }, (_, n) =>
  n % 2 ? `${pick(words.firm)}${pick(words.trade)} ${n}지점` : `${pick(words.last)} Labs ${n}`,
);
await fill();
const admin = await app.ctxOfAdmin();
const isWithin = [await measureLists(), await measureSuggestions()].every(Boolean);
await owner.end();
await app.stop();
process.exitCode = isWithin ? 0 : 1;

async function fill(): Promise<void> {
  const started = performance.now();
  await owner.query(
    `insert into company (account_id, id, name, name_key, sort_key, created_at, updated_at)
     select 1, n, name, key, sort, now(), now()
     from unnest($1::text[], $2::text[], $3::text[]) with ordinality as made (name, key, sort, n)`,
    [companies, companies.map(companyNameKey), companies.map(sortKey)],
  );
  for (let from = 0; from < contactsCount; from += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, contactsCount - from) }, (_, n) => contact(from + n + 1));
    await owner.query(insertContacts, [JSON.stringify(rows)]);
  }
  await owner.query('vacuum analyze');
  console.log(`${contactsCount} contacts in ${Math.round((performance.now() - started) / 1000)} s`);
}

function contact(id: number) {
  const isKorean = random(2) === 0;
  const name = isKorean
    ? pick(words.family) + pick(words.first) + pick(words.second)
    : `${pick(words.given)} ${pick(words.last)}`;
  const local = `${1000 + random(9000)}-${1000 + random(9000)}`;
  const phone = isKorean ? `010-${local}` : `(646) 5${local.slice(0, 2)}-${local.slice(5)}`;
  const phone_e164 = e164OfPhone(phone, isKorean ? 'KR' : 'US');
  const email = `c${String(id).padStart(7, '0')}@mail-${random(60)}.example.com`;
  const company_id = 1 + random(companiesCount);
  const tags = random(4) === 0 ? [pick(words.tag)] : [];
  const company_names = [companies[company_id - 1]!];
  const search = searchText({
    name,
    emails: [email],
    phones: [phone, phone_e164],
    company_names,
    tags,
    unique_external_id: null,
  });
  const portal_access = ['active', 'active', 'invited', 'none', 'none', 'none'][random(6)];
  const is_locked = random(500) === 0;
  return {
    id,
    name,
    sort_key: sortKey(name),
    phone,
    phone_e164,
    email,
    company_id,
    tags,
    ...search,
    portal_access,
    is_locked,
  };
}

async function measureLists(): Promise<boolean> {
  const lists: [string, GivenContactFilter[]][] = [
    ...(['all', 'verified', 'unverified', 'invited', 'locked', 'deactivated'] as const).map(
      (view): [string, GivenContactFilter[]] => [
        view,
        [{ view }, { view, sort: 'created' }, { view, sort: 'updated' }],
      ],
    ),
    ['of a company', [{ company_id: '1' }, { company_id: '7' }]],
    ['rare word', searches('c0001234', 'c0123456', 'c0099999@mail')],
    ['name', searches('ruth king', 'emma', '김하늘', '박민준', 'lukasz')],
    ['two Hangul letters', searches('하늘', '민준', '빛소', '서연')],
    ['initial consonants', searches('ㄱㅎㄴ', 'ㅂㅁㅈ', 'ㅎㅂㅅ')],
    ['one letter', searches('김', 'r', 'ㄱ', '7')],
    ['phone', searches('010-2345', '+82 10-5', '6465', '2077-98')],
    ['company', searches('한빛소프트', 'labs 12', '가온건설')],
    ['in every contact', searches('mail', 'example', 'c0')],
    [
      'in every contact, in a view',
      searches('mail').flatMap((one) => [
        { ...one, view: 'locked' },
        { ...one, view: 'invited' },
      ]),
    ],
    ['two words', searches('김 한빛', 'emma labs', 'vip ruth')],
    ['nothing', searches('zzzzqq', '뷁뷁', 'ㅋㅋㅋㅋ')],
  ];
  let isWithin = true;
  for (const [name, filters] of lists) {
    const ask = (n: number) => listContacts(admin, readContactFilter(filters[n]!));
    isWithin = (await measure(`list: ${name}`, bars.list, ask, filters.length)) && isWithin;
  }
  return (await measure('counts of all views', bars.list, () => countContactViews(admin), 1)) && isWithin;
}

async function measureSuggestions(): Promise<boolean> {
  const typed = [
    'r',
    'ru',
    'rut',
    'ruth',
    'ruth k',
    '김',
    '김하',
    '김하늘',
    'ㄱㅎ',
    '김처',
    'c00',
    '010-2',
    '한빛',
    'mail',
    'zzz',
  ];
  const ask = (n: number) => suggestContacts(admin, { text: typed[n]! });
  return measure('suggestions while typing', bars.suggestion, ask, typed.length);
}

function searches(...typed: string[]): GivenContactFilter[] {
  return typed.map((search) => ({ search }));
}

/** Asks each question several times and counts its quickest answer: what else the machine does meanwhile is no part of it. */
async function measure(
  name: string,
  bar: number,
  ask: (n: number) => Promise<unknown>,
  questionsCount: number,
): Promise<boolean> {
  const times: number[] = [];
  for (let question = 0; question < questionsCount; question++) {
    let quickest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await ask(question);
      quickest = Math.min(quickest, performance.now() - started);
    }
    times.push(quickest);
  }
  times.sort((one, other) => one - other);
  const [p50, p95] = [times[Math.floor(times.length * 0.5)]!, times[Math.floor(times.length * 0.95)]!];
  console.log(`${name.padEnd(36)} p50 ${p50.toFixed(1).padStart(6)}  p95 ${p95.toFixed(1).padStart(6)}  bar ${bar}`);
  return p95 < bar;
}
