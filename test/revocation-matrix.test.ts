import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chooseAgentPassword } from '#features/agents/choose-agent-password.ts';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { findAgentLink } from '#features/agents/find-agent-link.ts';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { updateAgentRole } from '#features/agents/update-agent-role.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { plainChoices } from '#features/duplicates/contact-merge.ts';
import { mergeContacts } from '#features/duplicates/merge-contacts.ts';
import { sessionName } from '#features/imports/end-import-sessions.ts';
import { findImport } from '#features/imports/find-import.ts';
import { runImport } from '#features/imports/run-import.ts';
import { startImport } from '#features/imports/start-import.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { findInvitation } from '#features/invitations/find-invitation.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { createPasskey } from '#features/passkeys/create-passkey.ts';
import { signInAgentWithPasskey } from '#features/passkeys/sign-in-agent-with-passkey.ts';
import { signInWithPasskey } from '#features/passkeys/sign-in-with-passkey.ts';
import { startPasskeyRegistration } from '#features/passkeys/start-passkey-registration.ts';
import { startPasskeyUse } from '#features/passkeys/start-passkey-use.ts';
import { findEmailChange } from '#features/portal-access/email-change/find-email-change.ts';
import { sendEmailChange } from '#features/portal-access/email-change/send-email-change.ts';
import { findReset } from '#features/portal-access/find-reset.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { resetPassword } from '#features/portal-access/reset-password.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { createSession, type SessionOwner } from '#features/sessions/create-session.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { uploadList } from './import-list.ts';
import { loadProgram } from './load-program.ts';
import { agentLinkToken, agentPassword, makeAgent } from './make.ts';
import { makeAuthenticator } from './make-passkey.ts';
import { activateContact, contactPassword, insertContact, insertManyContacts, linkToken } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let admin: Context;
let owner: pg.Client;
/** A bulk action that waits for its two minutes, so that its stream goes on. */
let action_id: number;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  admin = await app.ctxOfAdmin();
  owner = new pg.Client(app.database.url);
  await owner.connect();
  const ids = await insertManyContacts(app.systemCtx(), 2);
  action_id = (await startBulkAction(app.systemCtx(), { act: 'invite', selection: { ids } })).id;
});
after(async () => {
  await owner.end();
  await app.stop();
});

const chosen = 'an umbrella for the moon';
let made = 0;

/** Something by which somebody gets on: whether it still opens, asked without spending it. */
type Opens = () => Promise<boolean>;

/** What carries an agent's right. `import` is one that he has started and that is in the middle of its rows. */
const agentCarriers = ['session', 'remembered', 'stream', 'link', 'passkey', 'import'] as const;
/** What carries a customer's. `activation` is of somebody who was invited and has not come yet, to whom the same is done. */
const contactCarriers = ['session', 'remembered', 'link', 'confirmation', 'passkey', 'activation'] as const;
type Carrier = (typeof agentCarriers)[number] | (typeof contactCarriers)[number];

interface Person {
  id: number;
  email: string;
  /** Cookies of two browsers, the second with *stay signed in*. */
  here: string;
  remembered: string;
  /** Somebody who was invited and has not come yet; of customers. */
  invited: number;
  opens: Partial<Record<Carrier, Opens>>;
  /** Lets go what was held up for him. */
  end(): Promise<void>;
}

interface Row {
  who: 'agent' | 'contact';
  /** What happens. */
  what: string;
  happen(him: Person): Promise<unknown>;
  /** What goes on opening; everything else is dead on the next request. */
  lives: readonly Carrier[];
}

const send = (path: string, cookie: string, fields: Record<string, string> = {}) =>
  app.ask(path, { method: 'POST', cookie, body: new URLSearchParams(fields) });
const everyone = ({ id, invited }: Person) => ({ contact_ids: [id, invited] });

/** The matrix: row by row what happens to whom and what is left of it. */
const rows: readonly Row[] = [
  {
    who: 'agent',
    what: 'signing out here',
    happen: ({ here }) => send('/sign-out', here),
    lives: ['remembered', 'link', 'passkey', 'import'],
  },
  {
    who: 'agent',
    what: 'signing out everywhere else',
    happen: ({ remembered }) => send('/profile/security', remembered, { intent: 'end_others' }),
    lives: ['remembered', 'link', 'passkey', 'import'],
  },
  {
    who: 'agent',
    what: 'signing out everywhere',
    happen: ({ remembered }) => send('/profile/security', remembered, { intent: 'end_all' }),
    lives: ['link', 'passkey', 'import'],
  },
  {
    who: 'agent',
    what: 'changing the password in the other browser',
    happen: ({ remembered }) =>
      send('/profile', remembered, { intent: 'password', old_password: agentPassword, password: chosen }),
    lives: ['passkey', 'import'],
  },
  {
    who: 'agent',
    what: 'choosing a new password by a mailed link',
    async happen({ id }) {
      const token = await agentLinkToken(app.ctxOfStranger(), id, 'agent_reset');
      await chooseAgentPassword(app.ctxOfStranger(), { purpose: 'agent_reset', token, password: chosen });
    },
    lives: ['passkey', 'import'],
  },
  {
    who: 'agent',
    what: 'being signed out by an admin',
    happen: async ({ id }) => send(`/settings/agents/${id}/sessions`, await cookieOfAdmin(), { intent: 'end_all' }),
    lives: ['link', 'passkey', 'import'],
  },
  { who: 'agent', what: 'being deactivated', happen: ({ id }) => deactivateAgent(admin, { agent_id: id }), lives: [] },
  {
    who: 'agent',
    what: 'losing the role that may look',
    happen: ({ id }) => updateAgentRole(admin, { agent_id: id, role: 'agent' }),
    lives: ['passkey'],
  },
  {
    who: 'agent',
    what: 'being locked by a stranger’s guesses',
    async happen({ email }) {
      for (let tries = 0; tries < 10; tries++) {
        const body = new URLSearchParams({ email, password: 'wrong' });
        await app.ask('/sign-in', { method: 'POST', body, from: `198.51.100.${tries}` });
      }
    },
    lives: agentCarriers,
  },
  {
    who: 'contact',
    what: 'signing out here',
    happen: ({ here }) => send('/portal/sign-out', here),
    lives: ['remembered', 'link', 'confirmation', 'passkey', 'activation'],
  },
  {
    who: 'contact',
    what: 'signing out everywhere',
    happen: ({ remembered }) => send('/portal/security', remembered, { intent: 'end_all' }),
    lives: ['link', 'confirmation', 'passkey', 'activation'],
  },
  {
    who: 'contact',
    what: 'being signed out by an agent',
    happen: async ({ id }) => send(`/contacts/${id}/sessions`, await cookieOfAdmin(), { intent: 'end_all' }),
    lives: ['link', 'confirmation', 'passkey', 'activation'],
  },
  {
    who: 'contact',
    what: 'choosing a new password by a mailed link',
    async happen({ id }) {
      const token = await linkToken(app.ctxOfStranger(), id, 'password_reset');
      await resetPassword(app.ctxOfStranger(), { token, password: chosen });
    },
    lives: ['passkey', 'activation'],
  },
  { who: 'contact', what: 'being locked', happen: (him) => lockContacts(admin, everyone(him)), lives: [] },
  { who: 'contact', what: 'being deactivated', happen: (him) => deactivateContacts(admin, everyone(him)), lives: [] },
  { who: 'contact', what: 'being deleted', happen: (him) => deleteContacts(admin, everyone(him)), lives: [] },
  {
    who: 'contact',
    what: 'being merged into somebody else',
    async happen({ id, invited }) {
      for (const other_id of [id, invited]) {
        const survivor_id = await insertContact(admin);
        await mergeContacts(admin, { survivor_id, other_id, choices: plainChoices });
      }
    },
    lives: [],
  },
  {
    who: 'contact',
    what: 'being erased',
    async happen({ id, invited }) {
      for (const contact_id of [id, invited]) {
        await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true });
      }
    },
    lives: [],
  },
];

for (const { who, what, happen, lives } of rows) {
  test(`C03 of ${who === 'agent' ? 'an agent' : 'a customer'}, ${what} counts on the next request`, {
    timeout: 120_000,
  }, async () => {
    const [him, other] =
      who === 'agent' ? [await anAgent(), await anAgent(false)] : [await aContact(), await aContact()];
    const carriers = who === 'agent' ? agentCarriers : contactCarriers;
    try {
      for (const carrier of carriers) {
        // Asked only afterwards: an import that goes on is over then.
        if (carrier !== 'import') assert.ok(await him.opens[carrier]!(), `${carrier} opens at first`);
      }
      await happen(him);
      const left: Carrier[] = [];
      for (const carrier of carriers) if (await him.opens[carrier]!()) left.push(carrier);
      assert.deepEqual(
        left,
        carriers.filter((carrier) => lives.includes(carrier)),
      );
      assert.ok(await other.opens.session!(), 'nobody else notices');
    } finally {
      await him.end();
      await other.end();
    }
  });
}

async function begin(whose: SessionOwner, is_remembered: boolean): Promise<{ cookie: string; ctx: Context }> {
  const { token } = await createSession(app.ctxOfStranger(), { ...whose, is_remembered });
  const [side, name] = 'agent_id' in whose ? (['console', 'agent'] as const) : (['portal', 'portal'] as const);
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side, token });
  return { cookie: `__Host-${name}_session=${token}`, ctx: { ...app.ctxOfStranger(), caller } };
}

async function cookieOfAdmin(): Promise<string> {
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  return (await begin({ agent_id }, false)).cookie;
}

const opening = (path: string, cookie: string): Opens => {
  return async () => (await app.ask(path, { cookie, headers: { accept: 'text/html' } })).status === 200;
};
const unspent = (look: () => Promise<unknown>): Opens => {
  return () =>
    look().then(
      () => true,
      () => false,
    );
};

async function anAgent(isWhole = true): Promise<Person> {
  const email = `colleague${++made}@acorn.example`;
  const id = await makeAgent(admin, { email, role: 'supervisor' });
  const [here, remembered] = [await begin({ agent_id: id }, false), await begin({ agent_id: id }, true)];
  const opens: Person['opens'] = {
    session: opening('/imports', here.cookie),
    remembered: opening('/imports', remembered.cookie),
  };
  const person = { id, email, here: here.cookie, remembered: remembered.cookie, invited: 0, opens };
  if (!isWhole) return { ...person, end: () => Promise.resolve() };
  await sendAgentReset(app.ctxOfStranger(), { email });
  const token = await agentLinkToken(app.ctxOfStranger(), id, 'agent_reset');
  opens.link = unspent(() => findAgentLink(app.ctxOfStranger(), { purpose: 'agent_reset', token }));
  opens.passkey = await aPasskey(here.ctx, 'console');
  const stream = await watch(here.cookie);
  opens.stream = stream.opens;
  const running = await hangingImport(here.ctx);
  opens.import = running.opens;
  return {
    ...person,
    async end() {
      await running.end();
      await send('/sign-out', here.cookie);
      await stream.ended;
    },
  };
}

async function aContact(): Promise<Person> {
  const email = `customer${++made}@hanbit.example`;
  const id = await insertContact(admin, { email });
  await activateContact(admin, id);
  const [here, remembered] = [await begin({ contact_id: id }, false), await begin({ contact_id: id }, true)];
  await sendPasswordReset(admin, { contact_id: id });
  const reset = await linkToken(app.ctxOfStranger(), id, 'password_reset');
  await sendEmailChange(here.ctx, { email: `new${made}@hanbit.example`, password: contactPassword });
  const confirmation = await confirmationToken(id);
  const invited = await insertContact(admin);
  await inviteContact(admin, { contact_id: invited });
  const activation = await linkToken(app.ctxOfStranger(), invited);
  const stranger = app.ctxOfStranger();
  return {
    id,
    email,
    here: here.cookie,
    remembered: remembered.cookie,
    invited,
    opens: {
      session: opening('/portal', here.cookie),
      remembered: opening('/portal', remembered.cookie),
      link: unspent(() => findReset(stranger, reset)),
      confirmation: unspent(() => findEmailChange(stranger, confirmation)),
      passkey: await aPasskey(here.ctx, 'portal'),
      activation: unspent(() => findInvitation(stranger, activation)),
    },
    end: () => Promise.resolve(),
  };
}

async function confirmationToken(contact_id: number): Promise<string> {
  const ctx = app.ctxOfStranger();
  const { id } = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('email_change').select('id').where('contact_id', '=', contact_id).executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose: 'email_change', id, generation: 1 });
}

/** A key of somebody's own; whether it still signs him in. */
async function aPasskey(ctx: Context, side: 'console' | 'portal'): Promise<Opens> {
  const authenticator = makeAuthenticator();
  const credential = authenticator.create(await startPasskeyRegistration(ctx));
  await createPasskey(ctx, { credential, name: '', device: 'a laptop' });
  const signIn = side === 'console' ? signInAgentWithPasskey : signInWithPasskey;
  return unspent(async () => {
    const options = await startPasskeyUse(app.ctxOfStranger(), { purpose: `${side}_sign_in` });
    await signIn(app.ctxOfStranger(), { credential: authenticator.get(options), is_remembered: false });
  });
}

/** A stream of events; it has a few seconds to end, since nobody asks it. */
async function watch(cookie: string): Promise<{ opens: Opens; ended: Promise<void> }> {
  const watched = await app.ask(`/bulk-actions/${action_id}/progress`, { cookie });
  let isOpen = watched.status === 200;
  const ended = (async () => {
    for await (const _ of watched.body!);
    isOpen = false;
  })();
  const opens = async () => {
    for (const until = Date.now() + 2_500; isOpen && Date.now() < until; ) await sleep(50);
    return isOpen;
  };
  return { opens, ended };
}

/**
 * An import of sixty rows, ten at a time, that waits at its forty-first: somebody else is just writing that address. Let go,
 * it comes to its end or stops before the next stretch.
 */
async function hangingImport(ctx: Context): Promise<{ opens: Opens; end(): Promise<void> }> {
  const list = `list${++made}`;
  const text = Array.from({ length: 60 }, (_, n) => `Person ${n},${list}-${n}@x.example\n`).join('');
  const id = await uploadList(ctx, `Name,Email\n${text}`, `${list}.csv`);
  await startImport(ctx, { id });
  await inTransaction(ctx, ({ db }) => db.updateTable('import').set({ chunk_rows: 10 }).where('id', '=', id).execute());
  await owner.query('begin');
  const { rows } = await owner.query(
    `insert into contact (account_id, name, sort_key, source, created_at, updated_at)
     values (1, 'Other', 'other', 'agent', now(), now()) returning id`,
  );
  await owner.query(
    `insert into contact_email (account_id, email, contact_id, is_primary, created_at) values (1, $1, $2, true, now())`,
    [`${list}-40@x.example`, rows[0].id],
  );
  const system = { ...app.systemCtx(), stopping: new AbortController().signal };
  const running = runImport(system, { import_id: id });
  running.catch(() => undefined);
  for (const until = Date.now() + 20_000; ; await sleep(50)) {
    await owner.query('select pg_stat_clear_snapshot()');
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
      [sessionName(1, id)],
    );
    if (rowCount === 1) break;
    assert.ok(Date.now() < until, 'the run never came to wait');
  }
  const end = async () => {
    await owner.query('rollback');
    await running;
  };
  const opens = async () => {
    await end();
    return (await findImport(app.systemCtx(), { id })).state === 'done';
  };
  return { opens, end };
}
