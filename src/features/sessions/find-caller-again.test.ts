import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arrivalOf } from '#platform/http/arrival.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createSession } from './create-session.ts';
import { endSession } from './end-session.ts';
import { findCallerAgain } from './find-caller-again.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('C03: a stream hears that the session it was asked with has ended', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  const request = new Request('https://help.example.com/imports/1/events', {
    headers: { cookie: `__Host-agent_session=${token}` },
  });
  const arrival = arrivalOf(request, { address: '203.0.113.9' }, readNetworks(''));
  const known = await findCallerAgain(admin, arrival);
  assert.equal(known.caller.kind, 'agent');
  await endSession(known);
  assert.equal((await findCallerAgain(admin, arrival)).caller.kind, 'stranger');
});
