import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { listLog } from '#features/change-log/list-log.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { previewInvitation } from '#features/invitations/preview-invitation.ts';
import { findMail } from '#features/outbox/find-mail.ts';
import { listMail } from '#features/outbox/list-mail.ts';
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { passwordChangedEmail } from '#features/portal-access/password-changed.email.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { deleteTemplateTests } from './delete-template-tests.ts';
import { findTemplate } from './find-template.ts';
import { listTemplates } from './list-templates.ts';
import { previewTemplate } from './preview-template.ts';
import { resetTemplate } from './reset-template.ts';
import { sendTemplateTest } from './send-template-test.ts';
import { switchKind } from './switch-kind.ts';
import { updateTemplate } from './update-template.ts';

let directory: TestDirectory;
let admin: Context;
before(async () => {
  directory = await startDirectory();
  admin = directory.admin;
  await switchMail(admin, { is_on: true });
});
after(() => directory.stop());
beforeEach(async () => {
  await inTransaction(admin, async ({ db }) => {
    await db.deleteFrom('mail_template').execute();
    await db.deleteFrom('switched_off_mail').execute();
    await db.deleteFrom('mail_message').execute();
  });
});

const kind = 'invitations.invitation';
const english = { kind, language: 'en' as Locale };
const own = {
  subject: 'Come in, {{ contact.name | default: "friend" }}',
  body: '{{ contact.greeting }}\n\n**{{ account.name }}** waits.\n\n{{ url | button: "Open the door" }}\n\nLater: {{ portal_url }}\n',
};

let made = 0;
async function makeContact(name: string, language: Locale | null = 'en'): Promise<number> {
  const { id } = await createContact(admin, {
    name,
    email: `c${++made}@customer.example`,
    ...(language && { language }),
  });
  return id;
}

/** Everything that is due goes to a real server; what it got. */
async function sent() {
  const server = await startMailServer({});
  const mail = createSmtpMail({ smtp_url: server.url, mail_from: 'Desk <desk@help.example.com>' });
  await sendDueMail({ ...directory.system, mail, stopping: new AbortController().signal, sends_mail: true });
  mail.close();
  await server.stop();
  return server.mails;
}

test('what an account writes itself is what its customers get, each in his language, in both parts', async () => {
  await updateTemplate(admin, { ...english, ...own });
  const [ruth, haneul] = [await makeContact('Ruth King'), await makeContact('김하늘', 'ko')];
  for (const contact_id of [ruth, haneul]) await inviteContact(admin, { contact_id });
  const mails = await sent();
  const toRuth = mails.find(({ subject }) => subject === 'Come in, Ruth King')!;
  assert.match(
    toRuth.text!,
    /^Hello Ruth King,\n\nAcorn Support 1 waits\.\n\nOpen the door:\nhttps:\/\/\S+token=[\w-]{43}\n/,
  );
  assert.match(String(toRuth.html), /<strong[^>]*>Acorn Support 1<\/strong> waits\..*Open the door<\/a>/s);
  assert.ok(
    mails.some(({ subject }) => subject === 'Acorn Support 1 고객 포털 초대'),
    'Korean has its shipped words still',
  );
});

test('a reset brings the shipped words back, and mails that wait are written in them', async () => {
  const shipped = await findTemplate(admin, english);
  assert.equal(shipped.is_own, false);
  await updateTemplate(admin, { ...english, ...own });
  const { text, is_own, shipped: still } = await findTemplate(admin, english);
  assert.deepEqual([text, is_own, still], [own, true, shipped.text]);
  await inviteContact(admin, { contact_id: await makeContact('Ruth King') });
  await resetTemplate(admin, english);
  await resetTemplate(admin, english);
  assert.deepEqual(
    (await sent()).map(({ subject }) => subject),
    ['Your access to Acorn Support 1'],
  );
  const { entries } = await listLog(admin, { record: 'account' });
  const told = entries.filter(({ act }) => act.startsWith('template_'));
  assert.deepEqual(
    told.slice(0, 2).map(({ act }) => act),
    ['template_reset', 'template_changed'],
  );
  assert.deepEqual(told[0]!.changes?.subject, [own.subject, shipped.text.subject]);
  assert.deepEqual(told[0]!.changes?.mail_kind, [null, kind]);
});

test('a preview shows the mail as one contact would get it and writes nothing', async () => {
  const contact_id = await makeContact('Ruth King');
  const { mail, problems } = await previewTemplate(admin, { ...english, ...own, contact_id });
  assert.deepEqual(problems, []);
  assert.equal(mail!.subject, 'Come in, Ruth King');
  assert.match(mail!.text, /token=\*{12}/);
  const example = await previewTemplate(admin, { kind, language: 'ko', ...own, contact_id: null });
  assert.match(example.mail!.text, /^김하늘 님/);
  assert.deepEqual((await listMail(admin, {})).mails, []);
  assert.equal((await findTemplate(admin, english)).is_own, false);
});

test('what ends in a preview ends as much later as it would in the mail of an account that has kept its settings', async () => {
  const minutesLeft = async (kind: string) => {
    const draft = {
      kind,
      language: 'en',
      subject: 'x',
      body: '{{ url }}\n\n{{ expires_at }}',
      contact_id: null,
    } as const;
    const { mail } = await previewTemplate(admin, draft);
    const [, day, time] = /(\w+ \d+, \d{4}) at (\d+:\d\d [AP]M)/.exec(mail!.text)!;
    const ends = new Date(`${day} ${time} GMT+0900`);
    return Math.round((ends.getTime() - directory.clock.now().getTime()) / 60_000);
  };
  const near = (minutes: number, wanted: number) => assert.ok(Math.abs(minutes - wanted) <= 1, `${minutes} minutes`);
  near(await minutesLeft('portal_access.sign_in_link'), 15);
  near(await minutesLeft('portal_access.password_reset'), 12 * 60);
  near(await minutesLeft('invitations.invitation'), 7 * 24 * 60);
});

test('the preview before a bulk invitation is written in the account’s own words', async () => {
  await updateTemplate(admin, { ...english, ...own });
  const { subject } = await previewInvitation(admin, { contact_id: await makeContact('Ruth King') });
  assert.equal(subject, 'Come in, Ruth King');
});

test('what can not be sent can not be saved, and the reasons are told by field, line and column', async () => {
  const broken = { ...english, subject: '{{ contact.nam }}', body: 'Hello\n{% if x %}' };
  await assert.rejects(
    updateTemplate(admin, broken),
    (error: { more: { problems: { field: string; values: object }[] } }) => {
      const [subject, body] = error.more.problems;
      assert.deepEqual(
        [subject!.field, subject!.values],
        ['subject', { line: 1, column: 4, name: 'contact.nam', near: 'contact.name' }],
      );
      assert.deepEqual([body!.field, body!.values], ['body', { line: 2, column: 1, what: '{% if x %}' }]);
      return true;
    },
  );
  const { mail, problems } = await previewTemplate(admin, { ...broken, contact_id: null });
  assert.deepEqual([mail, problems.length], [null, 2]);
});

test('an invitation without its link is refused with a sentence', async () => {
  const body = 'Welcome. {{ portal_url }}';
  const missing = { code: 'mail_templates.link_missing', more: { field: 'body' } };
  await assert.rejects(updateTemplate(admin, { ...english, subject: 'x', body }), (error: typeof missing) => {
    assert.deepEqual([error.code, error.more.field], [missing.code, missing.more.field]);
    return true;
  });
});

test('own words that can not be used any more are never why a link stays away: the shipped ones go out', async () => {
  await inTransaction(admin, ({ db, clock, caller }) =>
    db
      .insertInto('mail_template')
      .values([
        { account_id: caller.account_id, ...english, subject: 'x', body: '{% gone %}', updated_at: clock.now() },
        { account_id: caller.account_id, kind, language: 'ko', subject: 'x', body: 'no link', updated_at: clock.now() },
      ])
      .execute(),
  );
  for (const language of ['en', 'ko'] as const) {
    await inviteContact(admin, { contact_id: await makeContact('Ruth King', language) });
  }
  const subjects = (await sent()).map(({ subject }) => subject).sort();
  assert.deepEqual(subjects, ['Acorn Support 1 고객 포털 초대', 'Your access to Acorn Support 1']);
  const listed = (await listTemplates(admin)).find((one) => one.kind === kind)!;
  assert.deepEqual(
    listed.languages.map(({ state }) => state),
    ['broken', 'broken'],
  );
});

test('K01 I01 a customer who calls himself headers and markup changes nothing but his name', async () => {
  await updateTemplate(admin, { ...english, subject: 'For {{ contact.name }}{{ contact.company }} x', body: own.body });
  const contact_id = await makeContact('Ruth **King**\u2028Bcc: spy evil [x](y) =?utf-8?Q?a?=');
  await inviteContact(admin, { contact_id });
  const [mail] = await sent();
  assert.deepEqual(mail!.envelope_to.length, 1);
  assert.equal(mail!.headers.get('bcc'), undefined);
  assert.equal(mail!.subject, 'For Ruth **King** Bcc: spy evil [x](y) = ?utf-8?Q?a?= x');
  assert.doesNotMatch(String(mail!.html), /<strong[^>]*>King/);
});

test('a test goes to its writer alone, with links that lead nowhere, and nothing is saved', async () => {
  const contact_id = await makeContact('Ruth King');
  const { to_address } = await sendTemplateTest(admin, { ...english, ...own, contact_id });
  const [mail, more] = await sent();
  assert.equal(more, undefined);
  assert.deepEqual(mail!.envelope_to, [to_address]);
  assert.equal(mail!.subject, '[Test] Come in, Ruth King');
  assert.match(mail!.text!, /token=\*{12}/);
  assert.equal((await findTemplate(admin, english)).is_own, false);
  await assert.rejects(sendTemplateTest(admin, { ...english, ...own, body: '{{ x }}', contact_id: null }), {
    code: 'mail_templates.unknown_placeholder',
  });
  const tests = () => inTransaction(admin, ({ db }) => db.selectFrom('mail_template_test').select('id').execute());
  assert.equal((await tests()).length, 1);
  directory.clock.offset_ms += 25 * 3_600_000;
  await deleteTemplateTests(directory.system);
  directory.clock.offset_ms = 0;
  assert.equal((await tests()).length, 0);
});

test('an automatic mail can be switched off: those that wait are dropped with the reason, later ones are not sent', async () => {
  const automatic = passwordChangedEmail.name;
  const contact_id = await makeContact('Ruth King');
  const put = () =>
    enqueueMail(admin, passwordChangedEmail, {
      ids: { contact_id },
      to_address: 'a@b.example',
      language: 'en',
      contact_id,
    });
  const waiting = await put();
  await switchKind(admin, { kind: automatic, is_on: false });
  await switchKind(admin, { kind: automatic, is_on: false });
  const later = await put();
  for (const id of [waiting, later]) {
    const { message } = await findMail(admin, id);
    assert.deepEqual([message.state, message.last_error], ['dropped', 'switched_off']);
  }
  assert.deepEqual(await sent(), []);
  assert.equal((await listTemplates(admin)).find((one) => one.kind === automatic)!.is_off, true);
  await switchKind(admin, { kind: automatic, is_on: true });
  assert.equal((await findMail(admin, await put())).message.state, 'waiting');
  const { entries } = await listLog(admin, { record: 'account' });
  assert.deepEqual(
    entries.slice(0, 2).map(({ act }) => act),
    ['mail_kind_switched_on', 'mail_kind_switched_off'],
  );
});

test('a mail that somebody asks for can not be switched off', async () => {
  await assert.rejects(switchKind(admin, { kind, is_on: false }), { code: 'mail_templates.not_automatic' });
});

test('F01 another account’s words, contacts and tests are never met', async () => {
  const { stranger } = directory;
  const contact_id = await makeContact('Ruth King');
  await updateTemplate(admin, { ...english, ...own });
  assert.equal((await findTemplate(stranger, english)).is_own, false);
  await assert.rejects(previewTemplate(stranger, { ...english, ...own, contact_id }), { kind: 'not_found' });
  await assert.rejects(sendTemplateTest(stranger, { ...english, ...own, contact_id }), { kind: 'not_found' });
  await resetTemplate(stranger, english);
  assert.equal((await findTemplate(admin, english)).is_own, true);
});

test('templates are for who has the right, and only kinds that have one', async () => {
  const { agent } = directory;
  const refused = { kind: 'forbidden' };
  await assert.rejects(listTemplates(agent), refused);
  await assert.rejects(findTemplate(agent, english), refused);
  await assert.rejects(updateTemplate(agent, { ...english, ...own }), refused);
  await assert.rejects(resetTemplate(agent, english), refused);
  await assert.rejects(switchKind(agent, { kind, is_on: false }), refused);
  await assert.rejects(previewTemplate(agent, { ...english, ...own, contact_id: null }), refused);
  await assert.rejects(sendTemplateTest(agent, { ...english, ...own, contact_id: null }), refused);
  for (const other of ['agents.invited', 'none', '__proto__']) {
    await assert.rejects(findTemplate(admin, { kind: other, language: 'en' }), { kind: 'not_found' });
  }
});
