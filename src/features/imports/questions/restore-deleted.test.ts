import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { findImport } from '#features/imports/find-import.ts';
import type { Phase } from '#features/imports/import.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { createInvitations } from '#features/invitations/create-invitations.ts';
import { findInvitation } from '#features/invitations/find-invitation.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { checkList, runList, uploadList } from '../../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { readQuestions } from './read-questions.ts';
import { updateChoices } from './update-choices.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;
const deleted_at = new Date('2026-01-02T03:04:05Z');

/** A contact who could sign in, had a session and an open link, and was deleted. */
async function deletedContact(name: string): Promise<{ id: number; link: string }> {
  const email = `${name.toLowerCase()}@x.com`;
  await runList(app, ctx, await uploadList(ctx, `Name,Email,Job title\n${name},${email},Buyer\n`));
  return inTransaction(ctx, async (ctx) => {
    const { contact_id: id } = await ctx.db
      .selectFrom('contact_email')
      .select('contact_id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const expires_at = new Date(Date.now() + 86_400_000);
    const [link] = await createInvitations(ctx, [{ contact_id: id, email }], { expires_at });
    await createSession(ctx, { contact_id: id, is_remembered: false });
    const portal = { portal_access: 'active', activated_at: deleted_at } as const;
    await ctx.db
      .updateTable('contact')
      .set({ ...portal, deleted_at })
      .where('id', '=', id)
      .execute();
    await ctx.db.deleteFrom('contact_search').where('contact_id', '=', id).execute();
    return { id, link: link!.token };
  });
}

const countsOf = async (id: number, phase: Phase) => {
  const { created, updated, unchanged, refused } = (await findImport(ctx, { id })).progress[phase]!;
  return { created, updated, unchanged, refused };
};

async function questions(id: number, by = ctx) {
  const { deleted, restored, may_restore } = (await readQuestions(by, await findImport(ctx, { id })))!;
  return { deleted, restored, may_restore };
}

test('a row of a deleted contact is refused, and restores and updates him once somebody has chosen that', async () => {
  const { id: contact_id, link } = await deletedContact('Ruth');
  const id = await uploadList(ctx, 'Name,Email,Job title\nRuth King,ruth@x.com,CFO\nRuth Kim,ruth@x.com,CFO\n');
  await checkList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'check'), { created: 0, updated: 0, unchanged: 0, refused: 2 });
  assert.deepEqual((await questions(id)).deleted, { rows: 2, contacts: 1 });

  await updateChoices(ctx, { id, can_restore_deleted: true });
  await checkList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'check'), { created: 0, updated: 2, unchanged: 0, refused: 0 });
  assert.deepEqual(await questions(id), { deleted: { rows: 0, contacts: 0 }, restored: 1, may_restore: true });
  assert.equal((await findContact(ctx, { id: contact_id })).portal_state, 'deleted');
  await runList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'run'), await countsOf(id, 'check'));
  const told = {
    name: ['Ruth', 'Ruth King'],
    job_title: ['Buyer', 'CFO'],
    deleted_at: ['2026-01-02T03:04:05+00:00', null],
    portal_access: ['active', 'none'],
  };
  for (const phase of ['check', 'run'] as const) {
    const rows = await listImportRows(ctx, { id, phase, outcome: 'updated' });
    assert.deepEqual(
      rows.map(({ changes }) => changes),
      [told, { name: ['Ruth King', 'Ruth Kim'] }],
    );
  }
  assert.equal(await readQuestions(ctx, await findImport(ctx, { id })), null, 'nothing to ask any more');
  const { portal_access } = await findContact(ctx, { id: contact_id });
  assert.equal(portal_access, 'none');
  const { changes } = await listChanges(ctx, { record: 'contact', record_id: contact_id });
  assert.deepEqual(
    changes.filter(({ import_id }) => import_id === id).map((change) => change.changes),
    [{ name: ['Ruth King', 'Ruth Kim'] }, told],
  );
  const found = await listContacts(ctx, readContactFilter({ search: 'ruth@x.com' }));
  assert.deepEqual(
    found.rows.map(({ name }) => name),
    ['Ruth Kim'],
  );
  const sessions = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('session').select('id').where('contact_id', '=', contact_id).execute(),
  );
  assert.deepEqual(sessions, [], 'an old session does not come back to life');
  await assert.rejects(findInvitation(app.ctxOfStranger(), link), code('portal_access.link_expired'));
});

test('restoring can be chosen and taken back, by whoever may delete contacts, and blocked ones stay refused', async () => {
  const { id: contact_id } = await deletedContact('Omar');
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('contact').set({ blocked_at: deleted_at }).where('id', '=', contact_id).execute(),
  );
  await deletedContact('Mina');
  const id = await uploadList(ctx, 'Name,Email\nOmar H,omar@x.com\nMina P,mina@x.com\n');
  await updateChoices(ctx, { id, can_restore_deleted: true });
  await checkList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'check'), { created: 0, updated: 1, unchanged: 0, refused: 1 });
  const [refused] = await listImportRows(ctx, { id, phase: 'check', outcome: 'refused' });
  assert.equal(refused!.problems![0]!.code, 'imports.contact_blocked');
  await updateChoices(ctx, { id, can_restore_deleted: false });
  await checkList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'check'), { created: 0, updated: 0, unchanged: 0, refused: 2 });
  const { caller } = ctx;
  assert.ok(caller.kind === 'agent');
  const rights = new Set([...caller.rights].filter((right) => right !== 'contacts.delete'));
  const without: Context = { ...ctx, caller: { ...caller, rights } };
  assert.equal((await questions(id, without)).may_restore, false);
  await assert.rejects(updateChoices(without, { id, can_restore_deleted: true }), code('platform.forbidden'));
  await updateChoices(without, { id, can_restore_deleted: false });
});
