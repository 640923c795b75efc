import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { cookieOf, identitiesOf, travel } from '../../../test/provider-trip.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createProvider } from './create-provider.ts';

/** What a company's own GitHub answers; each test says how. */
const answers = { user: {} as unknown, emails: [] as unknown, status: 200 };
const asked: { path: string; form: URLSearchParams; authorization: string | undefined }[] = [];

let server: Server;
let app: TestApp;
let provider_id: number;
before(async () => {
  server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const path = request.url!;
    asked.push({ path, form, authorization: request.headers.authorization });
    const body = {
      '/login/oauth/access_token':
        form.get('code') === 'good'
          ? { access_token: 'gho_1', token_type: 'bearer', scope: 'read:user,user:email' }
          : // GitHub says no with a status that says yes.
            { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' },
      '/api/v3/user': answers.user,
      '/api/v3/user/emails': answers.emails,
    }[path];
    const isApi = path.startsWith('/api/');
    response.writeHead(isApi ? answers.status : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  app = await startApp({ private_hosts: [host] });
  const given = { client_id: 'Iv1', client_secret: 'hush', issuer: `http://${host}`, is_for_contacts: 'on' };
  provider_id = (await createProvider(await app.ctxOfAdmin(), { kind: 'github', given })).id;
});
after(async () => {
  await app.stop();
  server.closeAllConnections();
  server.close();
});

/** GitHub sends everybody back at once, with this code. */
const come = (code = 'good') =>
  travel(app, {
    provider_id,
    there(url) {
      const { searchParams } = new URL(url);
      assert.equal(searchParams.get('scope'), 'read:user user:email');
      return `${searchParams.get('redirect_uri')}?${new URLSearchParams({ code, state: searchParams.get('state')! })}`;
    },
  });

test('a customer of a company’s own GitHub comes in by his verified primary address, known by his number', async () => {
  const id = await insertContact(app.systemCtx(), { email: 'ruth@hanbit.example' });
  await activateContact(app.systemCtx(), id);
  answers.user = { id: 583_231, login: 'ruth', name: 'Ruth King' };
  answers.emails = [
    { email: 'private@hanbit.example', primary: false, verified: true },
    { email: 'ruth@hanbit.example', primary: true, verified: true },
  ];
  const response = await come();
  assert.equal(response.headers.get('location'), '/portal');
  assert.ok(cookieOf(response, 'portal_session'));
  const [identity] = await identitiesOf(app, 'contact_id', id);
  assert.equal(identity!.subject, '583231');
  const exchange = asked.find(({ path }) => path === '/login/oauth/access_token')!;
  assert.ok(exchange.form.get('code_verifier')!.length >= 43, 'PKCE');
  assert.ok(
    asked.filter(({ path }) => path.startsWith('/api/')).every(({ authorization }) => authorization === 'Bearer gho_1'),
  );
});

test('E04 an unverified primary address has to be proved, and E01 a code that GitHub refuses lets nobody in', async () => {
  answers.user = { id: 2, login: 'mallory' };
  answers.emails = [{ email: 'ruth@hanbit.example', primary: true, verified: false }];
  assert.match((await come()).headers.get('location')!, /prove-address/);
  assert.equal((await come('bad')).headers.get('location'), '/portal/sign-in?with=answer_refused');
});

test('E07 an API that is away, says no or answers nonsense lets nobody in', async () => {
  answers.status = 503;
  assert.equal((await come()).headers.get('location'), '/portal/sign-in?with=down');
  answers.status = 403;
  assert.equal((await come()).headers.get('location'), '/portal/sign-in?with=answer_refused');
  answers.status = 200;
  answers.user = 'ruth';
  assert.equal((await come()).headers.get('location'), '/portal/sign-in?with=answer_refused');
  answers.user = { login: 'without a number' };
  assert.equal((await come()).headers.get('location'), '/portal/sign-in?with=answer_refused');
});
