import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { undoContactUpdate } from '#features/contacts/undo-contact-update.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { deletePhoto } from './delete-photo.ts';
import { deleteRemovedPhotos } from './delete-removed-photos.ts';
import { findPhoto } from './find-photo.ts';
import { findPhotoAside } from './find-photo-aside.ts';
import { updatePhoto } from './update-photo.ts';

const hourMs = 3_600_000;

let directory: TestDirectory;
let agent: Context;
before(async () => {
  directory = await startDirectory();
  agent = directory.agent;
});
after(() => directory.stop());

/** A contact whose photo was removed, with the entry of his log that tells it. */
async function makeRemoved() {
  const { id: contact_id } = await createContact(agent, { name: 'Ruth King', phone: '02-555-0100' });
  const photo = { large: randomBytes(30), small: randomBytes(10) };
  await updatePhoto(agent, { contact_id, photo });
  const { photo_key } = await findContact(agent, { id: contact_id });
  await deletePhoto(agent, { contact_id });
  return { contact_id, photo, key: photo_key!, change_id: (await newest(contact_id)).id! };
}

const newest = async (record_id: number) => (await listChanges(agent, { record: 'contact', record_id })).changes[0]!;
const keptIn = async (ctx: Context) =>
  (await inTransaction(ctx, ({ db }) => db.selectFrom('removed_photo').select('contact_id').execute())).length;

test('a removed photo comes back as it was by the undo of its removal, and is nowhere twice', async () => {
  const { contact_id, photo, key, change_id } = await makeRemoved();
  await assert.rejects(findPhoto(agent, { contact_id, size: 'large' }), { kind: 'not_found' });
  assert.deepEqual(await findPhotoAside(agent, { contact_id }), (await newest(contact_id)).at);
  await undoContactUpdate(agent, { contact_id, change_id });
  assert.deepEqual(await findPhoto(agent, { contact_id, size: 'large', key }), photo.large);
  assert.equal((await newest(contact_id)).act, 'photo_restored');
  assert.deepEqual([await findPhotoAside(agent, { contact_id }), await keptIn(agent)], [null, 0]);
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id }), { code: 'contacts.changed_since' });
});

test('a photo that he has been given since stays, also when it is removed in turn', async () => {
  const { contact_id, change_id } = await makeRemoved();
  const next = { large: randomBytes(30), small: randomBytes(10) };
  await updatePhoto(agent, { contact_id, photo: next });
  assert.equal(await findPhotoAside(agent, { contact_id }), null);
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id }), { code: 'contacts.changed_since' });
  assert.deepEqual(await findPhoto(agent, { contact_id, size: 'large' }), next.large);
  await deletePhoto(agent, { contact_id });
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id }), { code: 'contacts.photo_gone' });
  await undoContactUpdate(agent, { contact_id, change_id: (await newest(contact_id)).id! });
  assert.deepEqual(await findPhoto(agent, { contact_id, size: 'large' }), next.large);
});

test('a replaced photo comes back by the undo of the replacement, once, and not over a later one', async () => {
  const { id: contact_id } = await createContact(agent, { name: 'Omar Bell', phone: '02-555-0101' });
  const photos = [1, 2, 3].map(() => ({ large: randomBytes(30), small: randomBytes(10) }));
  const shown = () => findPhoto(agent, { contact_id, size: 'large' });
  assert.deepEqual(await updatePhoto(agent, { contact_id, photo: photos[0]! }), { is_replaced: false });
  const first = (await newest(contact_id)).id!;
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id: first }), { code: 'contacts.photo_gone' });
  assert.deepEqual(await shown(), photos[0]!.large, 'a first one has nothing before it to go back to');
  assert.deepEqual(await updatePhoto(agent, { contact_id, photo: photos[1]! }), { is_replaced: true });
  const second = await newest(contact_id);
  assert.deepEqual(await findPhotoAside(agent, { contact_id }), second.at);
  await undoContactUpdate(agent, { contact_id, change_id: second.id! });
  assert.deepEqual(await shown(), photos[0]!.large);
  assert.equal((await newest(contact_id)).act, 'photo_restored');
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id: second.id! }), {
    code: 'contacts.changed_since',
  });
  await updatePhoto(agent, { contact_id, photo: photos[1]! });
  const third = (await newest(contact_id)).id!;
  await updatePhoto(agent, { contact_id, photo: photos[2]! });
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id: third }), { code: 'contacts.changed_since' });
  assert.deepEqual(await shown(), photos[2]!.large);
  directory.clock.offset_ms += 25 * hourMs;
  const last = (await newest(contact_id)).id!;
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id: last }), { code: 'contacts.photo_gone' });
  assert.deepEqual(await shown(), photos[2]!.large, 'a day later the one that is there stays');
  await deleteRemovedPhotos(directory.system);
});

test('a removed photo is kept for a day and then deleted, whatever became of the page that offered the undo', async () => {
  const { contact_id, change_id } = await makeRemoved();
  const kept = await keptIn(agent);
  directory.clock.offset_ms += 23 * hourMs;
  await deleteRemovedPhotos(directory.system);
  assert.equal(await keptIn(agent), kept);
  directory.clock.offset_ms += 2 * hourMs;
  assert.equal(await findPhotoAside(agent, { contact_id }), null);
  await assert.rejects(undoContactUpdate(agent, { contact_id, change_id }), { code: 'contacts.photo_gone' });
  await deleteRemovedPhotos(directory.system);
  assert.equal(await keptIn(agent), 0);
});

test('F01 nobody of another account brings back a photo or learns that there was one', async () => {
  const { contact_id, change_id } = await makeRemoved();
  const { stranger } = directory;
  await assert.rejects(undoContactUpdate(stranger, { contact_id, change_id }), { kind: 'not_found' });
  assert.equal(await findPhotoAside(stranger, { contact_id }), null);
  assert.equal(await keptIn(stranger), 0);
});
