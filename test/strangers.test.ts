import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { ServerBuild } from 'react-router';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updatePhoto } from '#features/contacts/photo/update-photo.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { createConsent } from '#features/portal-access/consents/create-consent.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { createProvider } from '#features/sign-in-providers/create-provider.ts';
import type { Context } from '#platform/context.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { endpoints } from '../src/api.ts';
import { checkList, runList, uploadList } from './import-list.ts';
import { loadProgram } from './load-program.ts';
import { makeAgent } from './make.ts';
import { activateContact, insertContact } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

/** An id that nothing has, as long as those of the records, so that answers are equal to the last byte. */
const nobodys = 987_654_321;
/** Written by whoever asks: when his session was last seen, how often somebody tried, and what he has looked at. */
const movesByAsking = new Set(['session', 'rate_limit', 'access_record']);

let app: TestApp;
let owner: pg.Client;
let pages: ServerBuild;
/** A record of account 1 for each first part of an address. */
/** What an address that names two contacts names beside the one that is asked for. */
let second: number;
let ids: Record<string, number>;
let callers: { who: string; host: string; cookie: string; signsIn: boolean }[];

before(async () => {
  const program = await loadProgram();
  pages = program.pages.build;
  app = await startApp({ accounts: 2, program });
  owner = new pg.Client(app.database.url);
  await owner.connect();
  await owner.query(
    `select setval(c.oid::regclass, 700000000 + row_number() over ()) from pg_class c
     where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace`,
  );
  const admin = await app.ctxOfAdmin();
  const { id: contacts } = await createContact(admin, { name: 'Ruth King', email: 'ruth@hanbit.example' });
  await updatePhoto(admin, {
    contact_id: contacts,
    photo: { large: Buffer.from('large'), small: Buffer.from('small') },
  });
  second = await insertContact(admin);
  const { id: companies } = await createCompany(admin, { name: 'Hanbit' });
  const field = {
    record: 'contact',
    kind: 'dropdown',
    label_en: 'Contract',
    label_ko: '계약',
    choices: 'Basic',
  } as const;
  const { id: fields } = await createCustomField(admin, field);
  const agents = await makeAgent(admin, { email: 'colleague@acorn.example' });
  const imports = await uploadList(admin, 'name,email\nOmar,omar@acorn.example\nBad,bad\n');
  await checkList(app, admin, imports);
  await runList(app, admin, imports);
  await owner.query('update import set upload_id = id');
  const invited = await insertContact(admin);
  const { id: bulk } = await startBulkAction(admin, { act: 'invite', selection: { ids: [invited] } });
  await app.worker.runDue();
  const written_to = await insertContact(admin);
  await inviteContact(admin, { contact_id: written_to });
  const portal = await activateContact(admin, await insertContact(admin));
  const { rows } = await owner.query('select id::int from mail_message where contact_id = $1', [written_to]);
  const forgotten = { contact_id: await insertContact(admin), mode: 'remove', is_confirmed: true } as const;
  const { id: erasures } = await eraseContact(admin, forgotten);
  const ofImports = { imports, uploads: imports, 'bulk-actions': bulk };
  const client = { client_id: 'maru', client_secret: 'hush' };
  const { id: provider } = await createProvider(admin, { kind: 'naver', given: client });
  const others = { 'sign-in-providers': provider, outbox: rows[0].id };
  const { id: consents } = await createConsent(admin, { label_en: 'News by mail' });
  ids = { consents, contacts, companies, fields, agents, erasures, ...ofImports, ...others };
  const foreign = await sessionOf(await app.ctxOfAdmin(2));
  const [help, help2] = ['https://help.example.com', 'https://help2.example.com'];
  callers = [
    { who: 'the owner of another account', host: help2, cookie: `__Host-agent_session=${foreign}`, signsIn: false },
    { who: 'that owner at this account', host: help, cookie: `__Host-agent_session=${foreign}`, signsIn: true },
    { who: 'a contact', host: help, cookie: `__Host-portal_session=${portal}`, signsIn: true },
    { who: 'a contact in the agents’ cookie', host: help, cookie: `__Host-agent_session=${portal}`, signsIn: true },
    { who: 'nobody', host: help, cookie: '', signsIn: true },
  ];
});
after(async () => {
  await owner.end();
  await app.stop();
});

async function sessionOf(ctx: Context): Promise<string> {
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  return (await createSession(ctx, { agent_id, is_remembered: false })).token;
}

interface Address {
  path: string;
  method: string;
  /** Every form its page knows how to read, for a POST. */
  forms: URLSearchParams[];
}

/** Every address with an id in it: those of the pages, of their data, and the endpoints. */
function addresses(): Address[] {
  const ofPages = Object.keys(pages.routes).flatMap((id) => {
    const path = pathOf(id);
    if (!/:id\b/.test(path)) return [];
    const sent = pages.routes[id]!.module.action ? [{ method: 'POST', forms: formsOf(id) }] : [];
    return [{ method: 'GET', forms: [] }, ...sent].flatMap((one) =>
      [path, `${path}.data`].map((path) => ({ ...one, path })),
    );
  });
  const ofEndpoints = endpoints.routes
    .filter(({ path, method }) => /:id\b/.test(path) && method !== 'ALL')
    .map(({ path, method }) => ({ path, method, forms: method === 'GET' ? [] : [new URLSearchParams()] }));
  const all: Address[] = [...ofPages, ...ofEndpoints];
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()];
}

/** The orders that a page's source knows, each with more fields than any needs; a page ignores those it does not. */
function formsOf(id: string): URLSearchParams[] {
  const text = readFileSync(join(projectFolder, 'src', `${id}.tsx`), 'utf8');
  const intents = [...text.matchAll(/intent(?:=| === )["'](\w+)["']/g)].map(([, one]) => one!);
  const fields = { name: 'Mallory', role: 'admin', email: 'mallory@evil.example', email_id: '1', row: '2' };
  return [...new Set([...intents, ''])].map((intent) => new URLSearchParams({ intent, ...fields }));
}

function pathOf(id: string): string {
  const { parentId, path = '' } = pages.routes[id]!;
  const above = parentId ? pathOf(parentId) : '';
  return path ? `${above}/${path}` : above;
}

/** Which record an address means: the last word before its id. */
function recordOf(path: string): string {
  return /\/([\w-]+)\/:id\b/.exec(path)![1]!;
}

async function checksum(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    if (movesByAsking.has(name)) continue;
    const { rows } = await owner.query(
      `select coalesce(md5(string_agg(line, '' order by line)), '') as sum from (select row_to_json(r)::text as line from "${name}" r) lines`,
    );
    sums[name] = rows[0].sum;
  }
  return sums;
}

interface Answer {
  status: number;
  /** Headers and body, but for what differs with every request and for the id itself. */
  text: string;
}

async function ask(
  { host, cookie }: (typeof callers)[number],
  { path, method, id, body }: { path: string; method: string; id: number; body?: URLSearchParams },
): Promise<Answer> {
  const headers = { accept: 'text/html' };
  const response = await app.ask(`${host}${path.replace(':id', String(id)).replace(':other', String(second))}`, {
    method,
    cookie,
    headers,
    ...(body && { body }),
  });
  const own = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('');
  const request_id = response.headers.get('x-request-id')!;
  const nonce = /'nonce-([^']+)'/.exec(own)?.[1] ?? request_id;
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await response.body?.cancel();
  const text = `${own}${isStream ? 'a stream' : await response.text()}`;
  return {
    status: response.status,
    text: text
      .replaceAll(request_id, 'REQUEST')
      .replaceAll(nonce, 'NONCE')
      .replaceAll(/data-drawn-at="\d+"/g, '')
      .replaceAll(String(id), 'ID'),
  };
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((letter, at) => letter !== other[at]);
  return `“${one.slice(at - 60, at + 60)}”, not “${other.slice(at - 60, at + 60)}”`;
}

test('F01 whoever has no business with a record gets what he would get for one that nobody has', async () => {
  const asked = addresses();
  assert.ok(asked.length > 40, `${asked.length} addresses`);
  const admin = await sessionOf(await app.ctxOfAdmin());
  const before = await checksum();
  const breaches: string[] = [];
  let refusedCount = 0;
  for (const { path, method, forms } of asked) {
    const id = ids[recordOf(path)];
    assert.ok(id !== undefined, `a record for ${path}`);
    for (const caller of callers) {
      for (const body of method === 'GET' ? [undefined] : forms) {
        const with_body = body ? { body } : {};
        const theirs = await ask(caller, { path, method, id, ...with_body });
        const nobody = await ask(caller, { path, method, id: nobodys, ...with_body });
        const what = `${method} ${path} ${body?.get('intent') ?? ''} as ${caller.who}: ${theirs.status}`;
        if (theirs.status !== nobody.status || theirs.text !== nobody.text)
          breaches.push(`${what}, not ${nobody.status}: ${firstDifference(theirs.text, nobody.text)}`);
        if (theirs.status === 404) refusedCount += 1;
        // What a form comes to is no matter as long as it is the same, and changes nothing: some pages lead on whatever is sent.
        const expected = caller.signsIn ? [202, 302, 303, 401] : [404];
        if (method === 'GET' && !expected.includes(theirs.status)) breaches.push(what);
      }
    }
    if (method !== 'GET') continue;
    const own = await ask(
      { who: 'admin', host: 'https://help.example.com', cookie: `__Host-agent_session=${admin}`, signsIn: false },
      { path, method, id },
    );
    if (own.status >= 400) breaches.push(`${path} is not there for its own admin: ${own.status}`);
  }
  assert.deepEqual(breaches, []);
  assert.ok(refusedCount > 50, `${refusedCount} times not found`);
  assert.deepEqual(await checksum(), before);
  const { rows: lookers } = await owner.query('select distinct account_id::int, agent_id::int from access_record');
  assert.deepEqual(lookers, [{ account_id: 1, agent_id: 1 }], 'only the admin has seen anything');
});

test('F01 a batch of one’s own ids with a foreign one among them is refused whole, as with one that nobody has', async () => {
  const other = await app.ctxOfAdmin(2);
  const { id: own } = await createContact(other, { name: 'Own', email: 'own@other.example' });
  const [stranger] = callers;
  const address = { path: '/bulk-actions/new', method: 'POST' };
  const askFor = (...ids: number[]) =>
    ask(stranger!, { ...address, id: ids.at(-1)!, body: new URLSearchParams(ids.map((id) => ['ids', String(id)])) });
  const before = await checksum();
  const theirs = await askFor(own, ids.contacts!);
  const nobody = await askFor(own, nobodys);
  assert.equal(theirs.status, 404);
  assert.deepEqual(theirs, nobody);
  const page = (id: number) => ask(stranger!, { path: `/bulk-actions/new?ids=${own}&ids=:id`, method: 'GET', id });
  assert.deepEqual(await page(ids.contacts!), await page(nobodys));
  assert.deepEqual(await checksum(), before);
  assert.equal((await askFor(own)).status, 302, 'his own alone is taken');
});
