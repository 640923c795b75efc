import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { findAccountOfHost } from '#features/accounts/find-account-of-host.ts';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { listAgents } from '#features/agents/list-agents.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { allowFirstAccount } from './allow-first-account.ts';
import { allowSetup } from './allow-setup.ts';
import { createAccountWithOwner } from './create-account-with-owner.ts';
import { setupToken } from './setup-token.ts';

let app: TestApp;
afterEach(() => app.stop());

const given = {
  name: '한빛 고객센터',
  language: 'ko',
  country: 'KR',
  time_zone: 'Asia/Seoul',
  public_url: 'https://help.hanbit.example',
  admin_name: '이관리',
  admin_email: 'admin@hanbit.example',
  admin_password: 'nine quiet lanterns',
};

test('who holds the printed link makes the first account and is signed in as its admin', async () => {
  app = await startApp({ accounts: 0 });
  const visitor = app.ctxOfStranger(0);
  const token = setupToken(visitor);
  await allowSetup(visitor, token);
  const { account_id, session } = await createAccountWithOwner(visitor, { ...given, token });
  const stranger = app.ctxOfStranger(account_id);
  const caller = await findCallerOfRequest(stranger, { side: 'console', token: session.token });
  assert.ok(caller.kind === 'agent' && caller.role === 'admin' && caller.locale === 'ko');
  assert.equal((await listAgents({ ...stranger, caller })).length, 1);
  assert.equal(await findAccountOfHost(visitor.db, 'any.other.host'), account_id);
});

test('the link works for one account only, and another token for none', async () => {
  app = await startApp({ accounts: 0 });
  const visitor = app.ctxOfStranger(0);
  const token = setupToken(visitor);
  for (const wrong of ['', 'x', token.slice(1), `${token}x`]) {
    await assert.rejects(createAccountWithOwner(visitor, { ...given, token: wrong }), { code: 'setup.link_wrong' });
  }
  const ends = await Promise.allSettled([1, 2, 3].map(() => createAccountWithOwner(visitor, { ...given, token })));
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
  await assert.rejects(createAccountWithOwner(visitor, { ...given, token }), { code: 'setup.already_done' });
  await assert.rejects(allowFirstAccount(visitor), { code: 'setup.already_done' });
  assert.equal((await listAccountIds(visitor.db)).length, 1);
});

test('every bad field is named at once and nothing is written', async () => {
  app = await startApp({ accounts: 0 });
  const visitor = app.ctxOfStranger(0);
  const bad = {
    ...given,
    name: '',
    country: 'Korea',
    time_zone: 'Seoul',
    public_url: 'x/y',
    admin_email: 'x',
    admin_name: ' ',
  };
  const refused = await createAccountWithOwner(visitor, {
    ...bad,
    admin_password: 'password1',
    token: setupToken(visitor),
  }).catch((failure) => failure);
  assert.deepEqual(
    refused.more.problems.map(({ field }: { field: string }) => field),
    ['name', 'country', 'time_zone', 'public_url', 'admin_name', 'admin_email', 'admin_password'],
  );
  assert.deepEqual(await listAccountIds(visitor.db), []);
});

test('with several accounts each answers at its own host and an unknown host is nobody’s', async () => {
  app = await startApp({ accounts: 2 });
  const { db } = app.systemCtx();
  assert.equal(await findAccountOfHost(db, 'help.example.com'), 1);
  assert.equal(await findAccountOfHost(db, 'HELP2.example.com'), 2);
  assert.equal(await findAccountOfHost(db, 'evil.example.com'), null);
  const taken = { ...given, public_url: 'https://help2.example.com' };
  await assert.rejects(createAccountWithOwner(app.systemCtx(0), taken), {
    kind: 'conflict',
    code: 'accounts.host_taken',
  });
});
