import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import pg from 'pg';
import type { ServerBuild } from 'react-router';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { endpoints } from '../src/api.ts';
import routes from '../src/routes.ts';
import { loadProgram } from './load-program.ts';
import { activateContact, insertContact } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

const consoleLayout = 'features/setup/console.page';
const directory = ['contacts', 'companies', 'bulk-actions', 'duplicates', 'saved-views', 'change-log'];
/** No acts of the directory: what the portal's own pages show too, who is calling, and what calls the act that it is given. */
const everybodys = new Set(['findAccount', 'findCallerAgain', 'actOnContact', 'tellingAddress']);
/** Written by whoever asks: when his session was last seen, how often somebody tried, and what a passkey has to sign. */
const movesByAsking = new Set(['session', 'rate_limit', 'passkey_challenge']);

let app: TestApp;
let owner: pg.Client;
let pages: ServerBuild;
/** The contact admin's portal session. */
let token: string;
let asContactAdmin: Context;
let ids: Record<string, number>;

before(async () => {
  const program = await loadProgram();
  pages = program.pages.build;
  app = await startApp({ program });
  owner = new pg.Client(app.database.url);
  await owner.connect();
  const admin = await app.ctxOfAdmin();
  await createCompany(admin, { name: 'Hanbit Group' });
  const { id: companies } = await createCompany(admin, { name: 'Hanbit', parent_company: 'Hanbit Group' });
  const contact_id = await insertContact(admin, { name: 'Ruth King' });
  const ofHanbit = { company: 'Hanbit', is_primary: true, role: 'contact_admin' } as const;
  await updateMemberships(admin, {
    contact_id,
    memberships: [{ ...ofHanbit, ticket_visibility: 'company_and_children' }],
  });
  const { id: contacts } = await createContact(admin, {
    name: 'Omar Haddad',
    email: 'omar@hanbit.example',
    company: 'Hanbit',
  });
  ids = { contacts, companies };
  token = await activateContact(admin, contact_id);
  const { rows } = await owner.query('select id::int from session where contact_id = $1', [contact_id]);
  const caller = { kind: 'contact', account_id: 1, contact_id, locale: 'en', session_id: rows[0].id } as const;
  asContactAdmin = { ...admin, caller };
});
after(async () => {
  await owner.end();
  await app.stop();
});

/** Every page of the console with its data, and every endpoint that is of the console. */
function addresses(): { path: string; forms: URLSearchParams[] }[] {
  const ofPages = Object.keys(pages.routes)
    .filter(isInConsole)
    .flatMap((id) => {
      const path = filled(`/${pages.routes[id]!.path ?? ''}`);
      return [path, `${path === '/' ? '/_root' : path}.data`].map((path) => ({ path, forms: formsOf(id) }));
    });
  const ofEndpoints = endpoints.routes
    // The portal's own are his as anybody's.
    .filter(({ path, method }) => method !== 'ALL' && !/^\/(preferences|portal\/)/.test(path))
    .map(({ path }) => ({ path: filled(path), forms: [new URLSearchParams()] }));
  return [...ofPages, ...ofEndpoints];
}

/** Layouts may stand between the console's and a page. */
const isInConsole = (id: string): boolean => {
  const { parentId } = pages.routes[id]!;
  return parentId === consoleLayout || (parentId !== undefined && isInConsole(parentId));
};

const filled = (path: string) =>
  path
    .replace(/\/([\w-]+)\/:id\b/, (_, record: string) => `/${record}/${ids[record] ?? 1}`)
    .replace(':other', String(ids.contacts! + 1))
    .replace(/:\w+(\{[^}]*\})?\??/g, '1');

/** Files of pages that have a name of their own, since two addresses show them. */
const fileOf = new Map(filesOf(routes));

function filesOf(entries: readonly RouteConfigEntry[]): [string, string][] {
  return entries.flatMap(({ id, file, children = [] }) => [
    ...(id ? [[id, file] as [string, string]] : []),
    ...filesOf(children),
  ]);
}

/** The orders that a page's source knows, with what he might want: more rights, another company, its domain. */
function formsOf(id: string): URLSearchParams[] {
  const text = readFileSync(join(projectFolder, 'src', fileOf.get(id) ?? `${id}.tsx`), 'utf8');
  const intents = [...text.matchAll(/intent(?:=| === )["'](\w+)["']/g)].map(([, one]) => one!);
  const wanted = {
    name: 'Mallory',
    email: 'mallory@evil.example',
    company: 'Hanbit Group',
    parent_company: '',
    domains: 'evil.example',
    role: 'contact_admin',
    ticket_visibility: 'company_and_children',
    act: 'delete',
    ids: String(ids.contacts),
  };
  return [...new Set([...intents, ''])].map((intent) => new URLSearchParams({ intent, ...wanted }));
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

test('F02 a contact admin, signed in to the portal, reaches no page and no endpoint of the console', async () => {
  const portal = await app.ask('/portal', { cookie: `__Host-portal_session=${token}` });
  assert.equal(portal.status, 200, 'he is signed in');
  const asked = addresses();
  assert.ok(asked.length > 80, `${asked.length} addresses`);
  const before = await checksum();
  const breaches: string[] = [];
  for (const { path, forms } of asked) {
    for (const body of [undefined, ...forms]) {
      const request = { method: body ? 'POST' : 'GET', ...(body && { body }), headers: { accept: 'text/html' } };
      const nobody = await app.ask(path, request);
      await nobody.body?.cancel();
      for (const cookie of ['__Host-portal_session', '__Host-agent_session']) {
        const { status, text } = await read(await app.ask(path, { ...request, cookie: `${cookie}=${token}` }));
        const what = `${request.method} ${path} ${body?.get('intent') ?? ''} as ${cookie}: ${status}`;
        if (status !== nobody.status) breaches.push(`${what}, not ${nobody.status} as for nobody`);
        // What a form comes to is no matter as long as it changes nothing: some pages answer a form that they do not know.
        if (!body && status < 300 && status !== 202) breaches.push(what);
        if (/Omar|omar@|Hanbit/.test(text)) breaches.push(`${what} tells who is there`);
      }
    }
  }
  assert.deepEqual(breaches, []);
  assert.deepEqual(await checksum(), before);
});

async function read(response: Response): Promise<{ status: number; text: string }> {
  return { status: response.status, text: `${response.headers.get('location') ?? ''} ${await response.text()}` };
}

/** The acts that the doors of these features call: what takes a context, by file. */
function actsOfDoors(): { file: string; name: string }[] {
  const features = join(projectFolder, 'src', 'features');
  const doors = directory.flatMap((feature) =>
    readdirSync(join(features, feature), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(page\.tsx|api\.ts)$/.test(path))
      .map((path) => join(features, feature, path)),
  );
  const acts = doors.flatMap((door) =>
    [...readFileSync(door, 'utf8').matchAll(/^import \{([^}]+)\} from '((?:\.\/|#features\/)[^']+\.ts)';/gm)].flatMap(
      ([, names, from]) => {
        const file = from!.startsWith('#') ? join(projectFolder, 'src', from!.slice(1)) : join(dirname(door), from!);
        const text = readFileSync(file, 'utf8');
        const isAct = (name: string) =>
          new RegExp(`export async function ${name}\\b[^(]*\\(\\s*ctx: Context`).test(text);
        return names!
          .split(',')
          .map((name) => name.trim())
          .filter((name) => /^\w+$/.test(name) && !everybodys.has(name) && isAct(name))
          .map((name) => ({ file, name }));
      },
    ),
  );
  return [...new Map(acts.map((act) => [`${act.file} ${act.name}`, act])).values()];
}

test('F02 no act of the directory lets a contact admin in, whatever he asks for', async () => {
  const acts = actsOfDoors();
  assert.ok(acts.length > 60, `${acts.length} acts`);
  const before = await checksum();
  const admitted: string[] = [];
  const { contacts, companies } = ids;
  const selection = { ids: [contacts] };
  const asked = { id: contacts, contact_id: contacts, company_id: companies, act: 'delete', selection, given: {} };
  for (const { file, name } of acts) {
    const act = (await import(file))[name] as (ctx: Context, ...asked: unknown[]) => Promise<unknown>;
    const said = await act(asContactAdmin, asked).then(
      () => 'done',
      (reason) => (reason instanceof Failure ? reason.kind : String(reason)),
    );
    if (said !== 'forbidden' && said !== 'not_signed_in') admitted.push(`${name}: ${said}`);
  }
  assert.deepEqual(admitted, []);
  assert.deepEqual(await checksum(), before);
});
