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

test('who is called alike is offered: by the whole name first, else by its longest word, and never himself', async () => {
  let count = 0;
  const add = async (name: string) => {
    const { id } = await createContact(admin, { name, email: `person${++count}@acorn.example` });
    return { id, name };
  };
  const katherine = await add('Katherine King');
  const kate = await add('Kate Kingsley');
  const named = async (one: { id: number; name: string }) =>
    (await suggestNamesakes(admin, one)).map(({ id }) => id).sort((a, b) => a - b);
  assert.deepEqual(await named(katherine), [], 'Kingsley holds no word of hers');
  const other = await add('Katherine Fenn');
  assert.deepEqual(await named(katherine), [other.id], 'nobody has the whole name, one the first');
  const second = await add('King, Katherine');
  assert.deepEqual(await named(katherine), [second.id], 'the whole name in another order comes before a word of it');
  assert.deepEqual(await named(kate), [], 'nobody else has a word of it');
});
