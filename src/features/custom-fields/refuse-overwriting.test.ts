import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import type { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { createCustomField } from './create-custom-field.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
  const { admin } = directory;
  await createCustomField(admin, { record: 'contact', kind: 'number', label_en: 'Seats' });
  await createCustomField(admin, { record: 'contact', kind: 'checkbox', label_en: 'VIP' });
});
after(() => directory.stop());

const refused = (...wanted: [string, string, string?][]) => {
  return ({ kind, more }: Failure) => {
    const problems = more.problems!.map(({ field, code, values }) => [field, code, ...Object.values(values ?? {})]);
    assert.deepEqual([kind, problems], ['conflict', wanted]);
    return true;
  };
};

test('what somebody else has changed since a form was opened is refused with what stands there now', async () => {
  const { agent, supervisor } = directory;
  const { id } = await createContact(agent, {
    name: 'Ruth King',
    email: 'ruth@x.example',
    job_title: 'Buyer',
    tags: 'vip',
    custom_fields: { seats: '1200' },
  });
  const seen = {
    job_title: 'Buyer',
    tags: 'vip',
    company: '',
    'custom_fields.seats': '1200',
    'custom_fields.vip': 'N',
  };
  await updateContact(supervisor, {
    id,
    job_title: '',
    company: 'Acme',
    tags: 'vip, new',
    custom_fields: { seats: 9 },
  });
  const mine = { id, job_title: 'CFO', company: 'Litware', tags: 'vip, new', custom_fields: { seats: '10', vip: 'Y' } };
  await assert.rejects(
    updateContact(agent, mine, { seen }),
    refused(
      ['company', 'custom_fields.changed_meanwhile', 'Acme'],
      ['job_title', 'custom_fields.emptied_meanwhile'],
      ['custom_fields.seats', 'custom_fields.changed_meanwhile', '9'],
    ),
  );
  // What nobody else has touched is written, and with nothing to compare all of it is.
  await updateContact(agent, { id, phone: '02-555-0100', custom_fields: { vip: 'Y' } }, { seen });
  await updateContact(agent, mine);
  const { job_title, custom_fields, phone } = await findContact(agent, { id });
  assert.deepEqual([job_title, custom_fields, phone], ['CFO', { seats: 10, vip: true }, '02-555-0100']);
});

test('a long value is told by its beginning, also of a company', async () => {
  const { agent, supervisor } = directory;
  const { id } = await createCompany(agent, { name: 'Hanbit', note: 'short' });
  await updateCompany(supervisor, { id, note: `${'long '.repeat(20)}` });
  await assert.rejects(
    updateCompany(agent, { id, note: 'mine' }, { seen: { note: 'short' } }),
    refused(['note', 'custom_fields.changed_meanwhile', `${'long '.repeat(12).trimEnd()}…`]),
  );
  assert.match((await findCompany(agent, { id })).note!, /^long/);
});
