import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { findAccount } from '#features/accounts/find-account.ts';
import { updateAccount } from '#features/accounts/update-account.ts';
import { listLog } from '#features/change-log/list-log.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { previewTemplate } from '#features/mail-templates/preview-template.ts';
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { startMailServer } from '../../../../test/start-mail-server.ts';
import { findLogo } from './find-logo.ts';
import { logoPath } from './logo.ts';
import { makeLogo } from './make-logo.ts';
import { contrastOf, darkGround, lightGround, shadesOf } from './shades.ts';
import { updateLogo } from './update-logo.ts';

let directory: TestDirectory;
let admin: Context;
before(async () => {
  directory = await startDirectory();
  admin = directory.admin;
});
after(() => directory.stop());

/** A red mark on nothing, with words in the file beside it. */
const drawing = () =>
  sharp({ create: { width: 1200, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite([
      { input: { create: { width: 900, height: 200, channels: 4, background: '#c01818' } }, left: 150, top: 50 },
    ])
    .withExif({ IFD0: { ImageDescription: 'SecretPlace' } })
    .png();

test('I03 a logo is drawn anew, small and without a word of the file it came from', async () => {
  const { png, width, height } = await makeLogo(await drawing().toBuffer());
  const { format, exif, width: w, height: h } = await sharp(png).metadata();
  assert.deepEqual([format, exif, w, h], ['png', undefined, width, height]);
  assert.ok(width <= 480 && height <= 112 && Math.abs(width / height - 4.5) < 0.1, `${width} × ${height}`);
  assert.ok(!png.includes('SecretPlace') && png.length < 20_000);
});

test('I03 what is no picture, too heavy or broken is refused beside its field', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await assert.rejects(makeLogo(svg), { code: 'mail_templates.logo_kind' });
  await assert.rejects(makeLogo(Buffer.alloc(3 * 1024 ** 2)), { code: 'mail_templates.logo_too_large' });
  const whole = await drawing().toBuffer();
  await assert.rejects(makeLogo(whole.subarray(0, 200)), { code: 'mail_templates.logo_unreadable' });
});

test('whatever colour is chosen, letters and links in it can be read', () => {
  for (let at = 0; at < 4096; at += 7) {
    const color = `#${at.toString(16).padStart(3, '0').replace(/./g, '$&$&')}`;
    const { fill, on_fill, on_light, on_dark } = shadesOf(color);
    const ratios = [contrastOf(fill, on_fill), contrastOf(on_light, lightGround), contrastOf(on_dark, darkGround)];
    assert.ok(
      ratios.every((ratio) => ratio >= 4.5),
      `${color}: ${ratios}`,
    );
  }
  assert.equal(shadesOf('#3a50c2').on_light, '#3a50c2');
});

test('logo, colour, sender and footer are in every mail, sent along and loaded from nowhere', async () => {
  const logo = await makeLogo(await drawing().toBuffer());
  await updateLogo(admin, { logo });
  await updateAccount(admin, {
    ...{ accent_color: '#FFDD00', mail_sender_name: '달빛 Support', mail_reply_to: 'answers@acorn.example' },
    mail_footer: 'Acorn Ltd.\n1 Oak Road <b>',
  });
  await switchMail(admin, { is_on: true });
  const { id } = await createContact(admin, { name: 'Ruth King', email: 'ruth@customer.example' });
  await inviteContact(admin, { contact_id: id });
  const server = await startMailServer({});
  const mail = createSmtpMail({ smtp_url: server.url, mail_from: 'desk@help.example.com' });
  await sendDueMail({ ...directory.system, mail, stopping: new AbortController().signal, sends_mail: true });
  mail.close();
  await server.stop();
  const [sent] = server.mails;
  assert.equal(sent!.from?.value[0]?.name, '달빛 Support');
  assert.equal(sent!.replyTo?.value[0]?.address, 'answers@acorn.example');
  const [picture] = sent!.attachments;
  assert.deepEqual([picture!.contentType, picture!.cid, picture!.content], ['image/png', 'logo', logo.png]);
  assert.match(sent!.text!, /Acorn Ltd\.\n1 Oak Road <b>/);
  const html = String(sent!.html);
  assert.match(html, /background:#ffdd00;color:#000000/);
  assert.match(html, /Acorn Ltd\.<br>1 Oak Road &#60;b&#62;/);
  assert.match(html, /alt="Acorn Support 1"/);
  const draft = {
    kind: 'invitations.invitation',
    language: 'en',
    subject: 'x',
    body: '{{ url }} {{ portal_url }}',
  } as const;
  const preview = await previewTemplate(admin, { ...draft, contact_id: null });
  assert.match(preview.mail!.html, /src="data:image\/png;base64,/);
});

test('a colour that is none is refused, and each change is in the change log', async () => {
  await assert.rejects(updateAccount(admin, { accent_color: 'red;}' }), { code: 'accounts.not_a_color' });
  await updateLogo(admin, { logo: await makeLogo(await drawing().toBuffer()) });
  await updateLogo(admin, { logo: null });
  await updateLogo(admin, { logo: null });
  const { entries } = await listLog(admin, { record: 'account' });
  assert.deepEqual(
    entries.slice(0, 2).map(({ act }) => act),
    ['logo_removed', 'logo_changed'],
  );
  await assert.rejects(updateLogo(directory.agent, { logo: null }), { kind: 'forbidden' });
});

test('F01 anybody at the door gets the logo and colour of that door, and nothing in them can run', async () => {
  await updateLogo(admin, { logo: await makeLogo(await drawing().toBuffer()) });
  await updateAccount(admin, { accent_color: '#0a7d4f' });
  const { logo_key } = await findAccount(admin);
  const own = await directory.ask(logoPath(logo_key)!);
  assert.deepEqual(Buffer.from(await own.arrayBuffer()), (await findLogo(admin))!.png);
  const told = ['content-type', 'cache-control', 'x-content-type-options'].map((name) => own.headers.get(name));
  assert.deepEqual(told, ['image/png', 'public, max-age=31536000, immutable', 'nosniff']);
  assert.match(own.headers.get('content-security-policy')!, /sandbox/);
  const sheet = await directory.ask('/portal/look.css?v=0a7d4f');
  assert.match(await sheet.text(), /--accent-fill: #0a7d4f;/);
  assert.equal(sheet.headers.get('content-type'), 'text/css; charset=utf-8');
  for (const path of ['/portal/logo.png', '/portal/look.css']) {
    assert.equal((await directory.ask(`https://help2.example.com${path}`)).status, 404);
  }
});
