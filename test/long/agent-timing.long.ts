import { after, before, test } from 'node:test';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { makeAgent } from '../make.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { checkTimes } from '../timing-rule.ts';

let app: TestApp;
let people: Record<string, string[]>;
let asked = 0;

before(async () => {
  app = await startApp();
  const admin = await app.ctxOfAdmin();
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ lockout_failures_count: 100 }).execute());
  const addresses = (state: string) => Array.from({ length: 4 }, (_, n) => `${state}${n}@acorn.example`);
  people = Object.fromEntries(
    ['unknown', 'active', 'invited', 'deactivated'].map((state) => [state, addresses(state)]),
  );
  for (const email of people.active!) await makeAgent(admin, { email });
  for (const email of people.invited!) await inviteAgent(admin, { name: 'New', email, role: 'agent', language: 'en' });
  for (const email of people.deactivated!)
    await deactivateAgent(admin, { agent_id: await makeAgent(admin, { email }) });
});
after(() => app.stop());

/** Every request comes from a network of its own and every hour is another one, so that no limit answers in its place. */
function stranger(): Context {
  asked += 1;
  app.clock.offset_ms += 3_600_000;
  const ip = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'timing', ip, user_agent: 'timing' } };
}

test('A01 the time of a refused sign-in does not tell whether an agent is known, invited or deactivated', async () => {
  const refused = (email: string) =>
    signInAgent(stranger(), { email, password: 'not the right one', is_remembered: false, device: null }).then(
      () => Promise.reject(new Error('signed in')),
      () => undefined,
    );
  await checkTimes(people, refused);
});

test('A02 the time of asking for a new password does not tell whether there is an agent', async () => {
  await checkTimes(people, (email) => sendAgentReset(stranger(), { email }), { every_ms: 40 });
});
