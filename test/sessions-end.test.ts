import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAgentPassword } from '#features/agents/choose-agent-password.ts';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { updateAgentRole } from '#features/agents/update-agent-role.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { loadProgram } from './load-program.ts';
import { agentLinkToken, agentPassword, makeAgent } from './make.ts';
import { insertManyContacts } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
/** A bulk action that waits for its two minutes, so that its stream goes on. */
let action_id: number;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  const ids = await insertManyContacts(app.systemCtx(), 2);
  action_id = (await startBulkAction(app.systemCtx(), { act: 'invite', selection: { ids } })).id;
});
after(() => app.stop());

const chosen = 'an umbrella for the moon';
let made = 0;

interface Signed {
  agent_id: number;
  email: string;
  /** Cookies of two browsers, the second with *stay signed in*. */
  here: string;
  remembered: string;
}

async function signedIn(): Promise<Signed> {
  const email = `colleague${++made}@acorn.example`;
  const agent_id = await makeAgent(await app.ctxOfAdmin(), { email, role: 'supervisor' });
  const cookie = async (is_remembered: boolean) => {
    const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered });
    return `__Host-agent_session=${token}`;
  };
  return { agent_id, email, here: await cookie(false), remembered: await cookie(true) };
}

/** Each way a session can lose its worth: how, and what is left of the session here, the remembered one and a stream here. */
const ways: Record<
  string,
  { happen: (him: Signed) => Promise<unknown>; here: number; remembered: number; stream: boolean }
> = {
  'signing out here': {
    happen: ({ here }) => app.ask('/sign-out', { method: 'POST', cookie: here, body: new URLSearchParams() }),
    here: 303,
    remembered: 200,
    stream: false,
  },
  'changing the password in the other browser': {
    happen: ({ remembered }) =>
      app.ask('/profile', {
        method: 'POST',
        cookie: remembered,
        body: new URLSearchParams({ intent: 'password', old_password: agentPassword, password: chosen }),
      }),
    here: 303,
    remembered: 303,
    stream: false,
  },
  'choosing a new password by a mailed link': {
    async happen({ agent_id, email }) {
      await sendAgentReset(app.ctxOfStranger(), { email });
      const token = await agentLinkToken(app.ctxOfStranger(), agent_id, 'agent_reset');
      await chooseAgentPassword(app.ctxOfStranger(), { purpose: 'agent_reset', token, password: chosen });
    },
    here: 303,
    remembered: 303,
    stream: false,
  },
  'being deactivated': {
    happen: async ({ agent_id }) => deactivateAgent(await app.ctxOfAdmin(), { agent_id }),
    here: 303,
    remembered: 303,
    stream: false,
  },
  'losing the role that may look': {
    happen: async ({ agent_id }) => updateAgentRole(await app.ctxOfAdmin(), { agent_id, role: 'agent' }),
    here: 403,
    remembered: 403,
    stream: false,
  },
  'being locked by a stranger’s guesses': {
    async happen({ email }) {
      for (let tries = 0; tries < 10; tries++) {
        const body = new URLSearchParams({ email, password: 'wrong' });
        await app.ask('/sign-in', { method: 'POST', body, from: `198.51.100.${tries}` });
      }
    },
    here: 200,
    remembered: 200,
    stream: true,
  },
};

for (const [way, { happen, here, remembered, stream }] of Object.entries(ways)) {
  test(`C03 ${way} counts on the next request, and soon ends a stream`, { timeout: 60_000 }, async () => {
    const [him, other] = [await signedIn(), await signedIn()];
    const status = async (cookie: string) =>
      (await app.ask('/imports', { cookie, headers: { accept: 'text/html' } })).status;
    const watched = await app.ask(`/bulk-actions/${action_id}/progress`, { cookie: him.here });
    assert.deepEqual([await status(him.here), await status(him.remembered), watched.status], [200, 200, 200]);
    let isOpen = true;
    const heard = (async () => {
      for await (const _ of watched.body!);
      isOpen = false;
    })();
    await happen(him);
    assert.deepEqual([await status(him.here), await status(him.remembered)], [here, remembered]);
    for (const until = Date.now() + (stream ? 2_500 : 10_000); isOpen && Date.now() < until; ) await sleep(50);
    assert.equal(isOpen, stream, 'the stream');
    assert.equal(await status(other.here), 200, 'nobody else notices');
    if (stream) await app.ask('/sign-out', { method: 'POST', cookie: him.here, body: new URLSearchParams() });
    await heard;
  });
}
