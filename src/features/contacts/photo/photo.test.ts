import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { deletePhoto } from './delete-photo.ts';
import { findPhoto } from './find-photo.ts';
import { makePhoto } from './make-photo.ts';
import { photoPath } from './photo.ts';
import { updatePhoto } from './update-photo.ts';

let directory: TestDirectory;
let agent: Context;
before(async () => {
  directory = await startDirectory();
  agent = directory.agent;
});
after(() => directory.stop());

let made = 0;
const makeContact = async () => (await createContact(agent, { name: 'Ruth King', email: `r${++made}@x.example` })).id;

/** Left half one colour, right half another. */
function halves(width: number, height: number, [left, right] = ['#ff0000', '#0000ff']) {
  const half = { width: width / 2, height, channels: 3 as const };
  return sharp({ create: { width, height, channels: 3, background: left! } }).composite([
    { input: { create: { ...half, background: right! } }, left: width / 2, top: 0 },
  ]);
}

async function cookieOf(ctx: Context): Promise<string> {
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(ctx, { agent_id, is_remembered: false });
  return `__Host-agent_session=${token}`;
}

test('each kind of picture becomes two squares in WebP', async () => {
  const picture = halves(600, 400);
  for (const file of [picture.jpeg(), picture.png(), picture.webp(), picture.gif()]) {
    const { large, small } = await makePhoto(await file.toBuffer());
    for (const [bytes, width] of [
      [large, 256],
      [small, 64],
    ] as const) {
      const { format, width: w, height } = await sharp(bytes).metadata();
      assert.deepEqual([format, w, height], ['webp', width, width]);
    }
  }
});

test('of a moving picture the first frame is kept', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#00ff00'].map((background) =>
      sharp({ create: { width: 80, height: 80, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const { large } = await makePhoto(moving);
  const { pages } = await sharp(large).metadata();
  const { dominant } = await sharp(large).stats();
  assert.ok((pages ?? 1) === 1 && dominant.r > 200 && dominant.g < 60, JSON.stringify({ pages, dominant }));
});

test('I03 where a photo was taken and whatever else the file said is gone, and it stands upright', async () => {
  const file = await halves(400, 400)
    .withExif({
      IFD0: { Make: 'SecretCamera', ImageDescription: 'home' },
      IFD3: { GPSLatitude: '37/1 33/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.ok((await sharp(file).metadata()).exif, 'the file says something');
  const { large, small } = await makePhoto(file);
  for (const bytes of [large, small]) {
    const { exif, icc, xmp, iptc, orientation } = await sharp(bytes).metadata();
    assert.deepEqual([exif, icc, xmp, iptc, orientation], Array(5).fill(undefined));
    assert.ok(!bytes.includes('SecretCamera'));
  }
  // Turned by a quarter, left and right have become top and bottom.
  const { data: pixels, info } = await sharp(large).raw().toBuffer({ resolveWithObject: true });
  const red = (x: number, y: number) => pixels[(y * info.width + x) * info.channels]! > 128;
  assert.deepEqual([red(20, 20), red(230, 20), red(20, 230), red(230, 230)], [true, true, false, false]);
});

test('I03 what is no picture of these kinds, whatever it is called, is refused before it is decoded', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const tiff = await halves(20, 20).tiff().toBuffer();
  for (const bytes of [svg, '<html>', '%PDF-1.7', '', 'GIF87', tiff]) {
    await assert.rejects(makePhoto(Buffer.from(bytes as string)), { kind: 'invalid', code: 'contacts.photo_kind' });
  }
});

test('I03 a picture with a page behind it leaves nothing of the page', async () => {
  const polyglot = Buffer.concat([await halves(300, 300).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
  const { large } = await makePhoto(polyglot);
  assert.ok(!large.includes('<script>'));
});

test('I03 a picture of 30,000 by 30,000 pixels is refused by its header', async () => {
  const began = performance.now();
  const values = { width: 30_000, height: 30_000 };
  await assert.rejects(makePhoto(hugePng(30_000, 30_000)), {
    code: 'contacts.photo_pixels',
    more: { field: 'photo', values },
  });
  assert.ok(performance.now() - began < 2_000);
});

test('a broken picture and one that weighs too much are refused beside the field', async () => {
  const whole = await halves(800, 800).png({ compressionLevel: 0 }).toBuffer();
  const broken = { code: 'contacts.photo_unreadable' };
  await assert.rejects(makePhoto(whole.subarray(0, whole.length / 2)), broken);
  await assert.rejects(makePhoto(Buffer.from('\x89PNG\r\n\x1a\nnonsense', 'latin1')), broken);
  await assert.rejects(makePhoto(Buffer.alloc(5 * 1024 ** 2 + 1, whole)), { code: 'contacts.photo_too_large' });
});

test('a photo is set, found by lists and pages, replaced at another address, removed, and each is in the timeline', async () => {
  const contact_id = await makeContact();
  assert.equal((await findContact(agent, { id: contact_id })).photo_key, null);
  await assert.rejects(findPhoto(agent, { contact_id, size: 'small' }), { kind: 'not_found' });
  const photo = await makePhoto(await halves(300, 300).png().toBuffer());
  await updatePhoto(agent, { contact_id, photo });
  const { photo_key: first } = await findContact(agent, { id: contact_id });
  const suggested = await suggestContacts(agent, { text: 'Ruth' });
  assert.equal(suggested.find(({ id }) => id === contact_id)!.photo_key, first);
  assert.deepEqual(await findPhoto(agent, { contact_id, size: 'large', key: first! }), photo.large);
  await updatePhoto(agent, { contact_id, photo });
  const { photo_key: second } = await findContact(agent, { id: contact_id });
  assert.notEqual(second, first);
  await assert.rejects(findPhoto(agent, { contact_id, size: 'small', key: first! }), { kind: 'not_found' });
  await deletePhoto(agent, { contact_id });
  await deletePhoto(agent, { contact_id });
  const { changes } = await listChanges(agent, { record: 'contact', record_id: contact_id });
  assert.deepEqual(
    changes.map(({ act }) => act),
    ['photo_removed', 'photo_changed', 'photo_changed', 'created'],
  );
  assert.ok(changes.every(({ changes }) => changes === null));
});

test('a photo goes with its contact', async () => {
  const contact_id = await makeContact();
  const photo = await makePhoto(await halves(300, 300).png().toBuffer());
  await updatePhoto(agent, { contact_id, photo });
  await inTransaction(agent, ({ db }) => db.deleteFrom('contact').where('id', '=', contact_id).execute());
  const left = await inTransaction(agent, ({ db }) =>
    db.selectFrom('contact_photo').select('key').where('contact_id', '=', contact_id).execute(),
  );
  assert.deepEqual(left, []);
});

test('F01 a photo answers agents of its account only, and nothing in it can run', async () => {
  const contact_id = await makeContact();
  const photo = await makePhoto(await halves(300, 300).png().toBuffer());
  await updatePhoto(agent, { contact_id, photo });
  const contact = await findContact(agent, { id: contact_id });
  const path = photoPath(contact, 'large')!;
  const own = await directory.ask(path, { cookie: await cookieOf(agent) });
  assert.equal(own.status, 200);
  assert.deepEqual(Buffer.from(await own.arrayBuffer()), photo.large);
  const told = ['content-type', 'x-content-type-options', 'cache-control'].map((name) => own.headers.get(name));
  assert.deepEqual(told, ['image/webp', 'nosniff', 'private, max-age=31536000, immutable']);
  assert.match(own.headers.get('content-security-policy')!, /default-src 'none'.*sandbox/);
  const stranger = await cookieOf(directory.stranger);
  for (const asked of [path, `/contacts/987654321/photo.webp?v=1`]) {
    const { status } = await directory.ask(`https://help2.example.com${asked}`, { cookie: stranger });
    assert.equal(status, 404);
  }
  const portal = `__Host-portal_session=${await activateContact(agent, contact_id)}`;
  for (const cookie of ['', portal]) assert.equal((await directory.ask(path, { cookie })).status, 401);
  await assert.rejects(updatePhoto(directory.stranger, { contact_id, photo }), { kind: 'not_found' });
  await assert.rejects(deletePhoto(directory.stranger, { contact_id }), { kind: 'not_found' });
});

/** A PNG whose header says more than the few bytes behind it hold. */
function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(100))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
