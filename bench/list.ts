/**
 * `node bench/list.ts [FEW] [MANY]`: how fast contacts are listed, searched and offered at 10,000 and at 1,000,000 contacts
 * of one account, and its companies, a tenth as many, in one run. Fills databases of its own (bench/fill-directory.ts) and asks the built program, as a signed-in
 * agent does, for whole pages: session, loaders, drawing, everything but the socket. Autocomplete has no page of its own yet
 * and is asked as the act. The statements that an answer took are then sent once more by themselves, one after the other
 * on one connection, as the application's role under row-level security: the SQL alone. The build has to be there
 * (`node bin/run.mjs prepare`).
 *
 * The two sizes are two databases on one server, asked in turn question by question, so that whatever else the machine does
 * meets both. Prints p50 and p95 of the whole and p50 of its SQL, in milliseconds, at either size, the whole at MANY over
 * that at FEW, the whole over its SQL at MANY, and how many programs wanted a processor. Exit status 1 where p95 is over the
 * bar, or p50 is neither below 15 ms nor at most 1.5 times that at FEW.
 */
process.env.NODE_ENV ??= 'production';

import { loadavg } from 'node:os';
import pg from 'pg';
import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { loadProgram } from '../test/load-program.ts';
import { startApp, type TestApp } from '../test/start-app.ts';
import { fillDirectory, largeCompanyId } from './fill-directory.ts';

const [few = 10_000, many = 1_000_000] = process.argv.slice(2).map(Number);
const bars = { page: 150, suggestion: 50 };
const mostTimes = 1.5;
const anywayFast = 15;
const rounds = 10;

interface Side {
  app: TestApp;
  admin: Context;
  cookie: string;
}

interface Question {
  kind: string;
  bar: number;
  asks: ((side: Side) => Promise<unknown>)[];
}

interface Times {
  whole: number[];
  sql: number[];
}

interface Statement {
  client: pg.PoolClient;
  text: string;
  values: unknown[];
}

let sent: Statement[] | null = null;
const program = await loadProgram();
const sides: Side[] = [];
try {
  for (const count of [few, many]) sides.push(await openSide(count));
  console.log(`p50/p95 (SQL) in ms\t${few}\t${many}\ttimes\tover its SQL\tbar\tload`);
  for (const question of questions()) report(question, await measure(question));
} finally {
  for (const { app } of sides) await app.stop();
}

async function openSide(count: number): Promise<Side> {
  const started = performance.now();
  const app = await startApp({ language: 'ko', program });
  app.database.appPool.on('acquire', listen);
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: true });
  const owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
  await fillDirectory(owner, count);
  await owner.end();
  console.log(`${count} contacts in ${Math.round((performance.now() - started) / 1000)} s`);
  return { app, admin, cookie: `__Host-agent_session=${token}` };
}

function questions(): Question[] {
  return [...pages(), ...companyPages(), suggestions()];
}

function pages(): Question[] {
  const views = ['all', 'verified', 'unverified', 'invited', 'locked', 'deactivated', 'blocked', 'deleted'];
  const sorts = ['name', 'created_at', 'updated_at', 'last_sign_in_at', 'company'];
  const list: [string, string[]][] = [
    ...views.map((view): [string, string[]] => [`view ${view}`, [`view=${view}`]]),
    ...sorts.flatMap((sort): [string, string[]][] => [
      [`sort by ${sort}`, [`sort=${sort}`]],
      [`sort by ${sort}, the other way`, [`sort=${sort}&order=${sort.endsWith('_at') ? 'ascending' : 'descending'}`]],
    ]),
    ['views, other sorts', views.flatMap((view) => [`view=${view}&sort=created_at`, `view=${view}&sort=updated_at`])],
    ['somewhere in the middle', [`after=${placeOf('도')}`, `view=verified&after=${placeOf('m')}`]],
    ['a company of ten', ['company_id=7', 'company_id=12&view=verified', 'company_id=30&sort=updated_at']],
    [
      'a company with 3 %',
      ['', '&view=verified', '&sort=updated_at'].map((more) => `company_id=${largeCompanyId}${more}`),
    ],
    [
      'filter on a common value',
      filters(['tags:is:vip'], ['custom_fields.plan:is:Team'], ['custom_fields.vip:is:yes']),
    ],
    [
      'filter on a rare value',
      filters(['tags:is:rarity'], ['custom_fields.plan:is:Rare'], ['custom_fields.contract_no:is:C-777']),
    ],
    [
      'filter on numbers and dates',
      filters(
        ['custom_fields.seats:less_than:3'],
        ['custom_fields.seats:more_than:100'],
        ['custom_fields.renewal:on:2025-03-05'],
        ['custom_fields.renewal:after:2024-06-01'],
      ),
    ],
    [
      'filter on address, phone, company',
      filters(
        ['email:is:c0000777@mail-1.example.com'],
        ['phone:is:010-2345-6789'],
        [`company:is:${largeCompanyId}`],
        ['company:is_in_tree:77'],
      ),
    ],
    ['filter on a part of an address', filters(['email:contains:mail-7'])],
    [
      'filter on states and times',
      filters(
        ['portal_state:is:locked'],
        ['portal_state:is:invited'],
        ['last_sign_in_at:after:2026-06-05'],
        ['created_at:last_days:1'],
        ['is_blocked:is:yes'],
      ),
    ],
    [
      'filter, several conditions',
      filters(
        ['tags:is:vip', 'custom_fields.plan:is:Team'],
        ['tags:is:rarity', 'or', 'custom_fields.plan:is:Rare', 'language:is_empty'],
      ),
    ],
    [
      'filter, other sorts',
      filters(['tags:is:vip'], ['custom_fields.plan:is:Rare']).flatMap((one) => [
        `${one}&sort=updated_at`,
        `${one}&sort=company`,
        `${one}&sort=last_sign_in_at`,
      ]),
    ],
    ['search: beginning of a name', searches('ruth', 'emma k', '김하', 'luk')],
    ['search: middle of a word', searches('velac', 'ardha', 'king', '대학')],
    ['search: rare address', searches('c0001234', 'c0009999@mail', 'c0004321@')],
    ['search: address many share', searches('mail-7.example', 'example.com', 'c000')],
    ['search: two Hangul letters', searches('하늘', '민준', '빛소', '서연')],
    ['search: initial consonants', searches('ㄱㅎㄴ', 'ㅂㅁㅈ', 'ㅎㅂㅅ', 'ㄱㅎ')],
    ['search: one letter', searches('김', 'r', 'ㄱ', '7')],
    ['search: digits of a phone', searches('010-2345', '+82 10-5', '6465', '2077-98', '9850')],
    ['search: two words', searches('김 한빛', 'emma labs', 'vip ruth')],
    ['search within a view', searches('mail', '하늘').flatMap((one) => [`view=locked&${one}`, `view=invited&${one}`])],
    ['search: nothing found', searches('zzzzqq', '뷁뷁', 'ㅋㅋㅋㅋ')],
  ];
  return list.map(([kind, queries]) => pagesOf('/contacts', kind, queries));
}

/** There are a tenth as many companies as contacts. */
function companyPages(): Question[] {
  const list: [string, string[]][] = [
    ['by name, created, updated', ['', 'order=descending', 'sort=created_at', 'sort=updated_at']],
    ['filter', filters(['name:contains:소프트'], ['created_at:last_days:1'], ['phone:is_empty', 'or', 'name:is:zzz'])],
    ['filter on the number of contacts', filters(['contacts_count:more_than:100'])],
    ['search', searches('한빛', '소프트', 'ㅎㅂ', 'zzzzqq')],
  ];
  return list.map(([kind, queries]) => pagesOf('/companies', `companies, ${kind}`, queries));
}

function pagesOf(path: string, kind: string, queries: readonly string[]): Question {
  return {
    kind: `page, ${kind}`,
    bar: bars.page,
    asks: queries.map((query) => (side) => page(side, `${path}?${query}`)),
  };
}

function suggestions(): Question {
  const typed = 'r,ru,rut,ruth,ruth k,김,김하,김하늘,ㄱㅎ,김처,c00,c0001,010-2,9850,한빛,하늘,mail,velac,zzz'.split(
    ',',
  );
  return {
    kind: 'autocomplete',
    bar: bars.suggestion,
    asks: typed.map(
      (text) =>
        ({ admin }) =>
          suggestContacts(admin, { text }),
    ),
  };
}

function filters(...asked: string[][]): string[] {
  return asked.map((where) => new URLSearchParams(where.map((one) => ['where', one])).toString());
}

function searches(...typed: string[]): string[] {
  return typed.map((search) => new URLSearchParams({ search }).toString());
}

/** A place in a list by name, as its pages write it. */
function placeOf(name: string): string {
  return Buffer.from(JSON.stringify([name, 0])).toString('base64url');
}

async function page({ app, cookie }: Side, path: string): Promise<void> {
  const response = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
  const text = await response.text();
  if (response.status !== 200 || !text.endsWith('</html>')) throw new Error(`${path} answered ${response.status}`);
}

/** Every question of a kind in turn, `rounds` times over, after one round that is not counted. */
async function measure({ asks }: Question): Promise<Times[]> {
  const times = sides.map((): Times => ({ whole: [], sql: [] }));
  for (const ask of asks) {
    const statements: Statement[][] = [];
    for (const side of sides) statements.push(await statementsOf(() => ask(side)));
    for (let round = 0; round < rounds; round++) {
      for (const [at, side] of sides.entries()) {
        times[at]!.whole.push(await timeOf(() => ask(side)));
        times[at]!.sql.push(await timeOf(() => replay(side, statements[at]!)));
      }
    }
  }
  return times;
}

async function statementsOf(ask: () => Promise<unknown>): Promise<Statement[]> {
  const heard: Statement[] = [];
  sent = heard;
  await ask();
  sent = null;
  return oneAfterTheOther(heard);
}

/** What a page asks at the same time on several connections, connection by connection. */
function oneAfterTheOther(statements: readonly Statement[]): Statement[] {
  return [...Map.groupBy(statements, ({ client }) => client).values()].flat();
}

/** The statements of an answer on one connection; what each transaction began with is among them. */
async function replay({ app }: Side, statements: readonly Statement[]): Promise<void> {
  const client = await app.database.appPool.connect();
  try {
    for (const { text, values } of statements) await client.query(text, values).catch(throwUnlessTooLong);
  } finally {
    client.release();
  }
}

/** A count that a page did not wait for is given up here too; what follows it in the page goes on from before it. */
function throwUnlessTooLong(error: { code?: string }): void {
  if (error.code !== '57014') throw error;
}

/** Keeps what is sent while `sent` is a list. */
function listen(client: pg.PoolClient & { isHeard?: true }): void {
  if (client.isHeard) return;
  client.isHeard = true;
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((text: unknown, values: unknown, ...more: unknown[]) => {
    if (sent && typeof text === 'string') sent.push({ client, text, values: Array.isArray(values) ? values : [] });
    return query(text, values, ...more);
  }) as typeof client.query;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function share(times: number[], part: number): number {
  return times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * part))]!;
}

function report({ kind, bar }: Question, [atFew, atMany]: Times[]): void {
  const [before, after] = [share(atFew!.whole, 0.5), share(atMany!.whole, 0.5)];
  const isWithin = share(atMany!.whole, 0.95) < bar && (after < anywayFast || after / before <= mostTimes);
  if (!isWithin) process.exitCode = 1;
  const told = ({ whole, sql }: Times) =>
    `${share(whole, 0.5).toFixed(0)} / ${share(whole, 0.95).toFixed(0)} (${share(sql, 0.5).toFixed(1)})`;
  const ratios = [(after / before).toFixed(2), (after / share(atMany!.sql, 0.5)).toFixed(1)];
  const judged = `${isWithin ? '' : 'missed '}${bar}`;
  console.log([kind, told(atFew!), told(atMany!), ...ratios, judged, loadavg()[0]!.toFixed(1)].join('\t'));
}
