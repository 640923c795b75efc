import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { loadProgram } from './load-program.ts';
import { insertContact, linkToken } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

const host = 'https://help.example.com';
let app: TestApp;
before(async () => {
  app = await startApp({ program: await loadProgram() });
});
after(() => app.stop());

/** Opens a link as a browser does, which keeps its cookies and follows where it is sent; what the last page is. */
async function open(address: string): Promise<{ status: number; body: string }> {
  const cookies = new Map<string, string>();
  for (let url = new URL(address, host), steps = 0; steps < 5; steps++) {
    const cookie = [...cookies].map((one) => one.join('=')).join('; ');
    const answer = await app.fetch(new Request(url, { headers: { cookie } }));
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null)
      return { status: answer.status, body: (await answer.text()).replaceAll(/(nonce|data-drawn-at)="[^"]*"/g, '') };
    url = new URL(location, url);
  }
  throw new Error(`${address} leads round in a circle`);
}

test('B08 a link that was tampered with is as unknown as any other, in the address too, and the real one goes on working', async () => {
  const ctx = await app.ctxOfAdmin();
  const contact_id = await insertContact(ctx);
  await inviteContact(ctx, { contact_id });
  const token = await linkToken(ctx, contact_id);
  const unknown = await open(`/portal/activate?token=${'x'.repeat(43)}`);
  assert.equal(unknown.status, 410);
  for (const query of [
    `token=${token.slice(0, -1)}`,
    `token=${token}x`,
    `token=${token.toLowerCase()}`,
    `token=${token}%00`,
    `token=%00${token}`,
    `token=${token}%3D`,
    `token=${token.replaceAll('-', '%2B').replaceAll('_', '%2F')}%3D`,
    `token=${token}%0D%0ASet-Cookie:%20a=b`,
    `token=${'x'.repeat(5000)}`,
    'token=%FF%FE',
  ]) {
    assert.deepEqual(await open(`/portal/activate?${query}`), unknown, query);
  }
  for (const query of ['', `token[]=${token}`, `Token=${token}`, `token=&x=${token}`]) {
    const { status, body } = await open(`/portal/activate?${query}`);
    assert.ok(status >= 400 && status < 500, `${query}: ${status}`);
    assert.ok(!body.includes('name="password"'), query);
  }
  const right = await open(`/portal/activate?token=${token}`);
  assert.deepEqual([right.status, right.body.includes('name="password"')], [200, true]);
});
