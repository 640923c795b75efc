import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { adminPassword, startApp, type TestApp } from '../../../test/start-app.ts';
import { signInAgent } from './sign-in-agent.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('an agent signs in with his address in any spelling', async () => {
  const ctx = app.ctxOfStranger();
  for (const email of ['adam@acorn.example', ' ADAM@Acorn.example ', 'ａｄａｍ@acorn.example']) {
    const { token } = await signInAgent(ctx, { email, password: adminPassword, is_remembered: false });
    const caller = await findCallerOfRequest(ctx, { side: 'console', token });
    assert.equal(caller.kind, 'agent');
  }
});
