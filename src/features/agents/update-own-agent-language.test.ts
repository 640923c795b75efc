import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { listAgents } from './list-agents.ts';
import { updateOwnAgentLanguage } from './update-own-agent-language.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('an agent chooses his own language, which is written down once', async () => {
  const admin = await app.ctxOfAdmin();
  const { caller } = admin;
  assert.ok(caller.kind === 'agent');
  await updateOwnAgentLanguage(admin, { language: 'ko' });
  await updateOwnAgentLanguage({ ...admin, caller: { ...caller, locale: 'ko' } }, { language: 'ko' });
  const [agent] = await listAgents(admin);
  assert.equal(agent?.language, 'ko');
  const { changes: written } = await listChanges(admin, { record: 'agent', record_id: caller.agent_id });
  assert.deepEqual(written.map(({ changes }) => changes?.language).filter(Boolean), [['en', 'ko']]);
});

test('nobody else has an agent’s language to change', async () => {
  await assert.rejects(
    updateOwnAgentLanguage(app.ctxOfStranger(), { language: 'ko' }),
    (thrown) => thrown instanceof Failure && thrown.kind === 'not_signed_in',
  );
});
