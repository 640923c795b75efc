import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../../test/start-mail-server.ts';
import { type NameServer, startNameServer } from '../../../../test/start-name-server.ts';
import { checkDelivery } from './check-delivery.ts';
import { createDkimKey } from './create-dkim-key.ts';
import { deleteDkimKey } from './delete-dkim-key.ts';
import { findDkimKey } from './find-dkim-key.ts';
import { dkimRecord, dmarcNames, judgeSpf } from './judge-records.ts';
import { sendDeliveryTest } from './send-delivery-test.ts';

let app: TestApp;
let server: MailServer;
let names: NameServer;
let admin: Context;
before(async () => {
  server = await startMailServer();
  names = await startNameServer();
  app = await startApp({
    smtp_url: server.url,
    mail_from: 'Support <support@help.example.com>',
    dns_server: names.address,
  });
  admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
});
beforeEach(() => {
  names.records.clear();
  names.isSilent = false;
});
after(async () => {
  await app.stop();
  await names.stop();
  await server.stop();
});

const domain = 'help.example.com';
const codes = async () => {
  const { spf, dkim, dmarc } = await checkDelivery(admin);
  return [spf?.code, dkim?.code, dmarc?.code];
};

test('a domain without records is told what to add; one with them that all is in order', async () => {
  assert.deepEqual(await codes(), ['spf_missing', undefined, 'dmarc_missing']);
  names.records.set(domain, ['google-site-verification=x', 'v=spf1 ip4:192.0.2.1 -all']);
  names.records.set('_dmarc.example.com', ['v=DMARC1; p=reject; rua=mailto:a@example.com']);
  assert.deepEqual(await codes(), ['spf_there', undefined, 'dmarc_well']);
  names.records.set(`_dmarc.${domain}`, ['v=DMARC1; p=none']);
  assert.deepEqual((await codes())[2], 'dmarc_none');
});

test('records that count as none, or as too much, are called so', () => {
  const spf = (...texts: string[]) => judgeSpf({ texts }, 'smtp.gmail.com').code;
  assert.equal(spf('v=spf1 -all', 'v=spf1 ~all'), 'spf_several');
  assert.equal(spf('v=spf1 +all'), 'spf_all');
  assert.equal(spf(`v=spf1 ${'include:a.example '.repeat(11)}-all`), 'spf_too_many');
  assert.equal(spf('v=spf1 mx -all'), 'spf_unnamed');
  assert.equal(spf('v=spf1 include:_spf.google.com ~all'), 'spf_well');
  assert.equal(
    judgeSpf({ texts: ['v=spf1 mx -all'] }, 'smtp.gmail.com').suggested,
    'v=spf1 include:_spf.google.com mx -all',
  );
  assert.equal(judgeSpf({ texts: ['v=spf10 -all'] }, null).code, 'spf_missing');
  assert.deepEqual(dmarcNames('a.help.example.com'), [
    '_dmarc.a.help.example.com',
    '_dmarc.help.example.com',
    '_dmarc.example.com',
  ]);
});

test('a name server that does not answer costs at most five seconds and nothing is claimed', async () => {
  names.isSilent = true;
  const started = performance.now();
  assert.deepEqual(await codes(), ['unanswered', undefined, 'unanswered']);
  assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
});

test('mail is signed once the record of the key was found, and the signature can be checked with it', async () => {
  await createDkimKey(admin);
  const { dkim, dkim_key } = await checkDelivery(admin);
  assert.equal(dkim!.code, 'dkim_missing');
  await sendDeliveryTest(admin);
  await app.worker.runDue();
  assert.equal(server.mails.at(-1)!.headers.get('dkim-signature'), undefined);
  assert.equal(await findDkimKey(admin), false);
  names.records.set(dkim_key!.name, [dkim!.suggested!]);
  // A look alone changes nothing.
  await checkDelivery(admin);
  assert.equal((await checkDelivery(admin)).dkim_key!.verified_at, null);
  assert.equal(await findDkimKey(admin), true);
  const { to_address } = await sendDeliveryTest(admin);
  await app.worker.runDue();
  const mail = server.mailTo(to_address);
  assert.match(mail.raw, new RegExp(`d=help\\.example\\.com;.*s=${dkim_key!.selector}`, 's'));
  assert.ok(verifies(mail.raw, dkim_key!.public_key));
  assert.ok(!verifies(mail.raw.replace(/^Subject: /m, 'Subject: Re: '), dkim_key!.public_key));

  await deleteDkimKey(admin);
  await sendDeliveryTest(admin);
  await app.worker.runDue();
  assert.doesNotMatch(server.mails.at(-1)!.raw, /DKIM-Signature/i);
});

test('a key of one’s own is taken as PEM with its selector, kept sealed, and refused where it is none', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const private_key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  await createDkimKey(admin, { private_key, selector: 'Mail2026' });
  const { dkim_key } = await checkDelivery(admin);
  assert.equal(dkim_key!.name, `mail2026._domainkey.${domain}`);
  names.records.set(dkim_key!.name, [dkimRecord('MIIBother')]);
  assert.equal((await checkDelivery(admin)).dkim!.code, 'dkim_other');
  const { private_key_sealed } = await inTransaction(admin, ({ db }) =>
    db.selectFrom('dkim_key').select('private_key_sealed').executeTakeFirstOrThrow(),
  );
  assert.ok(!private_key_sealed.toString('latin1').includes('PRIVATE'));
  const small = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const curve = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const refused = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
  for (const pem of ['no key', String(small), String(curve), private_key.slice(0, 200), 'x'.repeat(30_000)])
    await assert.rejects(createDkimKey(admin, { private_key: pem }), refused('mail_check.no_key'));
  for (const selector of ['a b', '-a', 'a.b', 'a'.repeat(64)])
    await assert.rejects(createDkimKey(admin, { private_key, selector }), refused('mail_check.no_selector'));
  const supervisor = await app.ctxOfAgent('supervisor');
  for (const act of [checkDelivery, createDkimKey, deleteDkimKey, findDkimKey, sendDeliveryTest])
    await assert.rejects(async () => act(supervisor), refused('platform.forbidden'));
});

test('without a sender’s address that can be looked up nothing is asked, and no key is made', async () => {
  const local: Context = { ...admin, post: { ...admin.post, from_address: 'maru@localhost' } };
  names.asked.length = 0;
  assert.equal((await checkDelivery(local)).domain, null);
  assert.deepEqual(names.asked, []);
  await assert.rejects(
    createDkimKey(local),
    (error: unknown) => error instanceof Failure && error.code === 'mail_check.no_domain',
  );
});

/** Checks the signature over the headers (RFC 6376 §3.7, relaxed): what a receiver does with the record's key. */
function verifies(raw: string, public_key: string): boolean {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const fields = head
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const);
  const relaxed = (name: string, value: string) => `${name.toLowerCase().trim()}:${value.replace(/\s+/g, ' ').trim()}`;
  const [, signature] = fields.find(([name]) => name.toLowerCase() === 'dkim-signature')!;
  const signed = /\bh=([^;]*)/.exec(signature)![1]!.replace(/\s/g, '').split(':');
  const lines = signed.flatMap((wanted) => {
    const field = fields.findLast(([name]) => name.toLowerCase() === wanted.toLowerCase());
    return field ? [relaxed(...field)] : [];
  });
  const own = relaxed('dkim-signature', signature.replace(/(\bb=)[^;]*/, '$1'));
  const key = `-----BEGIN PUBLIC KEY-----\n${public_key}\n-----END PUBLIC KEY-----`;
  const value = /\bb=([^;]*)/.exec(signature)![1]!.replace(/\s/g, '');
  return createVerify('RSA-SHA256')
    .update(`${lines.join('\r\n')}\r\n${own}`)
    .verify(key, value, 'base64');
}
