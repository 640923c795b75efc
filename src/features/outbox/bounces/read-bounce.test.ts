import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samples } from '../../../../test/fixtures/bounces/write-bounces.ts';
import { readBounceKey } from './bounce-key.ts';
import { guessBounceReason } from './bounce-reason.ts';
import { readBounce } from './read-bounce.ts';

const about = {
  return_path: 'bounces+1-7-00112233445566778899@help.example.com',
  message_id: '<9f86d081-884c-4d65@help.example.com>',
  to_address: 'ruth@hanbit.example',
};

for (const { from, kind, reason, raw } of samples(about)) {
  test(`J06 a notice of ${from} is read as ${reason ?? kind}`, async () => {
    const notice = await readBounce(Buffer.from(raw));
    assert.deepEqual([notice.kind, kind === 'failed' ? notice.reason : undefined], [kind, reason]);
    assert.equal(notice.key?.mail_id, 7);
    if (kind === 'failed') {
      assert.deepEqual(notice.message_ids, [about.message_id]);
      assert.ok(notice.text.length > 0 && notice.text.length <= 200, notice.text);
    }
  });
}

test('J01 what is no mail at all is no notice', async () => {
  const texts = [
    '',
    '\0\0\0',
    'x'.repeat(200_000),
    'Content-Type: multipart/report; boundary=""\r\n\r\n--\r\n--',
    '\r\n'.repeat(9_999),
  ];
  for (const text of texts) assert.equal((await readBounce(Buffer.from(text))).kind, 'other', text.slice(0, 40));
});

test('M03 a long line that resembles an error for ever is read within a tenth of a second', async () => {
  const daemon = 'From: MAILER-DAEMON@x.example\r\nReturn-Path: <>\r\nSubject: failure notice\r\n\r\n';
  for (const piece of [
    'user ',
    'mailbox is ',
    'not a ',
    '5.1.',
    'account account ',
    'dns ',
    '> Message-ID: <',
    '---',
  ]) {
    const started = performance.now();
    guessBounceReason({ text: piece.repeat(100_000 / piece.length) });
    assert.ok(performance.now() - started < 100, `${piece}: ${performance.now() - started} ms`);
    const whole = performance.now();
    await readBounce(Buffer.from(daemon + piece.repeat(100_000 / piece.length)));
    assert.ok(performance.now() - whole < 1_000, `${piece}: ${performance.now() - whole} ms to read`);
  }
});

test('a return path is known again whatever a server makes of its letters', () => {
  const key = { account_id: 1, mail_id: 7, mark: '0011223344556677889a' };
  assert.deepEqual(readBounceKey('Delivered-To: BOUNCES+1-7-0011223344556677889A@help.example.com'), key);
  assert.equal(readBounceKey('bounces@help.example.com'), null);
});
