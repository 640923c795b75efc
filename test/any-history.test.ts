import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { deleteCompany } from '#features/contacts/members/delete-company.ts';
import { restoreCompany } from '#features/contacts/members/restore-company.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { mergeContacts } from '#features/duplicates/merge-contacts.ts';
import { unmergeContacts } from '#features/duplicates/unmerge-contacts.ts';
import { undoImport } from '#features/imports/undo/undo-import.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { restoreContacts } from '#features/invitations/restore-contacts.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { importText } from './import-list.ts';
import { startDirectory, type TestDirectory } from './start-directory.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const few = fc.nat(4);
const email = fc.nat(7).map((n) => `person${n}@history.example`);
const company = fc.constantFrom('Hanbit', 'Litware', 'Acorn', '');
const row = fc.record({
  name: fc.constantFrom('Kim', 'Lee', 'Park'),
  email,
  company,
  tags: fc.constantFrom('', 'vip', 'new'),
});
const step = fc.oneof(
  fc.record({ act: fc.constant('create' as const), row }),
  fc.record({ act: fc.constant('edit' as const), one: few, row }),
  fc.record({ act: fc.constant('add_email' as const), one: few, email }),
  fc.record({
    act: fc.constant('make_primary' as const),
    one: few,
    email,
    former: fc.constantFrom('keep', 'retire', 'remove'),
  }),
  fc.record({ act: fc.constant('merge' as const), one: few, other: few }),
  fc.record({ act: fc.constant('unmerge' as const), which: few }),
  fc.record({ act: fc.constant('delete' as const), one: few }),
  fc.record({ act: fc.constant('restore' as const), one: few }),
  fc.record({ act: fc.constant('erase' as const), one: few }),
  fc.record({ act: fc.constant('import' as const), rows: fc.array(row, { minLength: 1, maxLength: 4 }) }),
  fc.record({ act: fc.constant('undo_import' as const), which: few }),
  fc.record({ act: fc.constant('delete_company' as const), which: few }),
  fc.record({ act: fc.constant('restore_company' as const), which: few }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a history has made so far: the steps choose among it. */
interface Made {
  merges: number[];
  imports: number[];
}

test('any history of people, merges, imports, companies and erasures keeps the promises of the directory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 16 }), async (steps) => {
      await emptyDirectory();
      const made: Made = { merges: [], imports: [] };
      for (const [at, one] of steps.entries()) {
        const told = `${one.act}, step ${at + 1}`;
        await take(one, made).catch((error: unknown) => {
          // What can not be done is refused with a sentence; anything else is a bug.
          if (!(error instanceof Failure)) throw new Error(told, { cause: error });
        });
        await checkPromises(told);
      }
    }),
    { numRuns: 25 },
  );
});

async function take(step: Step, made: Made): Promise<void> {
  const { admin, supervisor } = directory;
  const contact = async (place: number) => (await idsOf('contact'))[place] ?? 0;
  const choices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };
  switch (step.act) {
    case 'create':
      return void (await createContact(supervisor, step.row));
    case 'edit':
      return void (await updateContact(supervisor, { id: await contact(step.one), ...step.row }));
    case 'add_email':
      return addContactEmail(supervisor, { contact_id: await contact(step.one), email: step.email });
    case 'make_primary':
      return makeEmailPrimary(supervisor, {
        contact_id: await contact(step.one),
        email: step.email,
        former: step.former as 'keep',
      });
    case 'merge': {
      const [survivor_id, other_id] = [await contact(step.one), await contact(step.other)];
      made.merges.push((await mergeContacts(supervisor, { survivor_id, other_id, choices })).merge_id);
      return;
    }
    case 'unmerge':
      return void (await unmergeContacts(supervisor, { merge_id: made.merges[step.which] ?? 0 }));
    case 'delete':
      return void (await deleteContacts(supervisor, { contact_ids: [await contact(step.one)] }));
    case 'restore':
      return void (await restoreContacts(supervisor, { contact_ids: [await contact(step.one)] }));
    case 'erase':
      return void (await eraseContact(admin, {
        contact_id: await contact(step.one),
        mode: 'anonymise',
        is_confirmed: true,
      }));
    case 'import': {
      const lines = step.rows.map(({ name, email, company, tags }) => [name, email, company, tags].join());
      made.imports.push(await importText(directory, supervisor, ['Name,Email,Company,Tags', ...lines].join('\n')));
      return;
    }
    case 'undo_import':
      await undoImport(admin, { id: made.imports[step.which] ?? 0 });
      return void (await directory.worker.runDue());
    case 'delete_company':
      return void (await deleteCompany(supervisor, {
        id: (await idsOf('company'))[step.which] ?? 0,
        children: 'move_up',
      }));
    case 'restore_company':
      return restoreCompany(supervisor, { id: (await idsOf('company'))[step.which] ?? 0 });
  }
}

async function idsOf(table: 'contact' | 'company'): Promise<number[]> {
  const rows = await inTransaction(directory.admin, ({ db }) =>
    db.selectFrom(table).select('id').orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
}

/** Each query gives what breaks a promise: nothing, ever. */
const promises = {
  'who has addresses in use has exactly one primary one, and that is none of the retired': sql`
    select contact_id from contact_email group by contact_id
    having count(*) filter (where is_primary) <> least(1, count(*) filter (where state <> 'retired'))
      or bool_or(is_primary and state = 'retired')`,
  'who belongs to companies has exactly one primary one': sql`
    select contact_id from membership join contact on contact.id = contact_id where merged_into_contact_id is null
    group by contact_id having count(*) filter (where is_primary) <> 1`,
  'nobody belongs to a deleted company': sql`
    select contact_id from membership join company on company.id = company_id where company.deleted_at is not null`,
  'who was merged away is deleted and has no address': sql`
    select id from contact where merged_into_contact_id is not null
      and (deleted_at is null or exists (select from contact_email where contact_id = contact.id))`,
  'whoever is there can be told from others': sql`
    select id from contact where deleted_at is null and phone is null and mobile is null and unique_external_id is null
      and twitter_id is null and not exists (select from contact_email where contact_id = contact.id)`,
  'search knows everybody who is there, by his name and addresses': sql`
    select contact.id from contact left join contact_search found on found.contact_id = contact.id
    where deleted_at is null and (found.txt is null or position(lower(name) in found.txt) = 0
      or exists (select from contact_email where contact_id = contact.id and position(email in found.txt) = 0))`,
  'tags are in their index, and nothing else is': sql`
    (select id, field_value_key(tag) from contact cross join lateral unnest(tags) tag except select contact_id, tag_key from contact_tag)
    union all
    (select contact_id, tag_key from contact_tag except select id, field_value_key(tag) from contact cross join lateral unnest(tags) tag)`,
  'likely duplicates are two who are there': sql`
    select pair.contact_id from duplicate_pair pair join contact on contact.id in (pair.contact_id, pair.other_contact_id)
    where contact.deleted_at is not null`,
};

async function checkPromises(told: string): Promise<void> {
  await inTransaction(directory.admin, async ({ db }) => {
    for (const [promise, broken] of Object.entries(promises)) {
      assert.deepEqual((await broken.execute(db)).rows, [], `${promise} (after ${told})`);
    }
  });
}

async function emptyDirectory(): Promise<void> {
  await inTransaction(directory.admin, async ({ db }) => {
    await db.deleteFrom('import').execute();
    await db.deleteFrom('tombstone').execute();
    await db.deleteFrom('contact').execute();
    await db.updateTable('company').set({ parent_company_id: null }).execute();
    await db.deleteFrom('company').execute();
  });
}
