import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { listAccessRecords } from '#features/access-records/list-access-records.ts';
import type { Selection } from '#features/bulk-actions/bulk-action.ts';
import { listLog } from '#features/change-log/list-log.ts';
import { retireContactEmail } from '#features/contacts/addresses/retire-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { guessMapping } from '#features/imports/mapping/guess-mapping.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { locales } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { listContactColumns } from './contact-columns.ts';
import { previewExport } from './preview-export.ts';
import { writeContacts } from './write-contacts.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const matching = (search: string): Selection => ({ filter: readContactFilter({ search }) });

async function taken(ctx: Context, selection: Selection, columns: string[]): Promise<string[]> {
  const bytes = await buffer(await writeContacts(ctx, { selection, columns }, async () => ctx));
  const text = bytes.toString();
  assert.ok(text.startsWith('\ufeff') && text.endsWith('\r\n'));
  return text.slice(1, -2).split('\r\n');
}

test('H01 H02 a file of chosen columns holds the selection by id, formulas guarded, and says so of nobody else', async () => {
  const { agent, supervisor } = directory;
  const { id: ruth } = await createContact(agent, {
    name: '=HYPERLINK("x")',
    email: 'ruth@x.example',
    other_emails: 'old@x.example, king@x.example',
    phone: '+82 2-123-4567',
    tags: 'vip, gold',
  });
  await retireContactEmail(agent, { contact_id: ruth, email: 'old@x.example' });
  const { id: haneul } = await createContact(agent, { name: '김하늘', email: 'haneul@x.example', company: 'A, B' });
  await createContact(agent, { name: 'Somebody else', email: 'else@x.example' });
  const columns = ['name', 'email', 'other_emails', 'phone', 'company', 'tags', 'portal_access', 'no_such_column'];
  assert.deepEqual(await taken(supervisor, { ids: [haneul, ruth] }, columns), [
    'Name,E-mail,Other e-mail addresses,Work phone,Company,Tags,Portal access',
    `"'=HYPERLINK(""x"")",ruth@x.example,king@x.example,'+82 2-123-4567,,"vip, gold",Not invited`,
    '김하늘,haneul@x.example,,,"A, B",,Not invited',
  ]);
});

test('who took how many of what stands in the change log and in the access records', async () => {
  const { supervisor, admin, agent } = directory;
  await createContact(agent, { name: 'Logged Larry', email: 'larry@x.example' });
  await taken(supervisor, matching('Logged Larry'), ['name', 'email']);
  const { entries } = await listLog(admin, { record: 'account', act: 'contacts_exported' });
  assert.deepEqual(entries[0]!.changes, { exported_rows: [null, 1], exported_columns: [null, ['Name', 'E-mail']] });
  assert.equal(entries[0]!.caller.id, supervisor.caller.kind === 'agent' && supervisor.caller.agent_id);
  const { records } = await listAccessRecords(admin, { kind: 'contacts_exported' });
  assert.deepEqual(records[0]!.details, { rows: 1, columns: ['Name', 'E-mail'] });
});

test('an import guesses every field of our own file from its header, and leaves the states alone', async () => {
  for (const locale of locales) {
    const t = translator(locale, 'Asia/Seoul');
    const ctx: Context = { ...directory.admin, t, caller: { ...directory.admin.caller, locale } };
    const columns = await listContactColumns(ctx);
    const fields = columns.flatMap(({ field }) => field ?? []);
    const options = { country: 'KR', empty_words: new Set<string>() };
    const guessed = guessMapping({ headers: columns.map(({ header }) => header), samples: [], fields, options });
    assert.deepEqual(
      guessed.map(({ field }) => field),
      columns.map(({ key, field }) => (field ? key : null)),
    );
    assert.deepEqual(
      guessed.filter(({ field, proposal }) => field === null && proposal && !proposal.is_quiet),
      [],
    );
  }
});

test('more than a piece holds come whole, and a tag with a comma keeps its place', async () => {
  const { supervisor, system, agent } = directory;
  const ids = await insertManyContacts(system, 2_500);
  const lines = await taken(supervisor, { ids }, ['id', 'email']);
  assert.deepEqual(
    lines.slice(1),
    ids.map((id) => `c${id}@many.example,${id}`),
  );
  const { id } = await createContact(agent, { name: 'Taggy', email: 'taggy@x.example', tags: 'plain' });
  assert.deepEqual((await taken(supervisor, { ids: [id] }, ['tags']))[1], 'plain');
  await createContact(agent, { name: 'Taggy two', email: 'taggy2@x.example', tags: 'a|b' });
  assert.deepEqual((await taken(supervisor, matching('Taggy'), ['tags'])).slice(1), ['plain :::', 'a|b :::']);
});

test('H03 the file ends unfinished once the session or the right of whoever takes it has ended', async () => {
  const { supervisor, system, agent } = directory;
  const ids = await insertManyContacts(system, 1_500);
  const callers = [supervisor, agent];
  const bytes = await writeContacts(supervisor, { selection: { ids }, columns: ['id'] }, async () => callers.shift()!);
  await assert.rejects(buffer(bytes), fails('platform.forbidden'));
});

test('whoever may not take contacts out does not, nor anybody of another account; erased ones are in no file', async () => {
  const { supervisor, admin, agent, stranger } = directory;
  const { id } = await createContact(agent, { name: 'Erased Eve', email: 'eve@x.example' });
  const selection = { ids: [id] };
  await assert.rejects(previewExport(agent, { selection }), fails('platform.forbidden'));
  await assert.rejects(taken(agent, selection, ['name']), fails('platform.forbidden'));
  await assert.rejects(taken(stranger, selection, ['name']), fails('exports.nobody'));
  await assert.rejects(
    taken(supervisor, selection, ['role']),
    (error) => error instanceof Failure && error.kind === 'invalid',
  );
  assert.equal((await previewExport(supervisor, { selection })).row_count, 1);
  await eraseContact(admin, { contact_id: id, mode: 'anonymise', is_confirmed: true });
  await assert.rejects(taken(supervisor, selection, ['name']), fails('exports.nobody'));
});

test('a browser downloads the file by a form, and by nothing that it only opens', async () => {
  const { supervisor, agent } = directory;
  const { id } = await createContact(agent, { name: 'Downloaded Dan', email: 'dan@x.example' });
  const agent_id = supervisor.caller.kind === 'agent' ? supervisor.caller.agent_id : 0;
  const { token } = await createSession(supervisor, { agent_id, is_remembered: false });
  const cookie = `__Host-agent_session=${token}`;
  const body = new URLSearchParams([
    ['ids', String(id)],
    ['column.name', 'on'],
  ]);
  const sent = await directory.ask('/contacts/export.csv', { method: 'POST', body, cookie });
  assert.equal(sent.status, 200);
  assert.match(sent.headers.get('content-disposition')!, /^attachment; filename="contacts-\d{4}-\d\d-\d\d\.csv"$/);
  assert.equal((await sent.text()).replace('\ufeff', ''), 'Name\r\nDownloaded Dan\r\n');
  assert.notEqual((await directory.ask(`/contacts/export.csv?ids=${id}`, { cookie })).status, 200);
  assert.notEqual((await directory.ask('/contacts/export.csv', { method: 'POST', body })).status, 200);
});
