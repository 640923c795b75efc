import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import type { Context } from '#platform/context.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { suggestNamesakes } from './suggest-namesakes.ts';

let app: TestApp;
let admin: Context;
before(async () => {
  app = await startApp();
  admin = await app.ctxOfAdmin();
});
after(() => app.stop());

test('who is called alike is offered: by the whole name first, then by a word of it, never by an address and never himself', async () => {
  let count = 0;
  const add = async (name: string) => {
    const { id } = await createContact(admin, { name, email: `person${++count}@acorn.example` });
    return { id, name };
  };
  const named = async (one: { id: number; name: string }) =>
    (await suggestNamesakes(admin, one)).map(({ name }) => name);
  const katherine = await add('Katherine King');
  await add('Omar Kingsley');
  assert.deepEqual(await named(katherine), [], 'Kingsley is another word');
  const kate = await add('Kate King');
  await add('King, Katherine');
  await add('Katherine Fenn');
  assert.deepEqual(await named(katherine), ['King, Katherine', 'Katherine Fenn', 'Kate King']);
  assert.deepEqual((await named(kate)).sort(), ['Katherine King', 'King, Katherine']);
  const person = await add('Person One');
  assert.deepEqual(await named(person), [], 'all addresses begin with person');
  const haneul = await add('김하늘');
  await add('김하늘');
  await add('김하늘빛');
  assert.deepEqual(await named(haneul), ['김하늘']);
});
