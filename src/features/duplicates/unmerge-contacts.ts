import { sql } from 'kysely';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { contactValues } from '#features/contacts/contact-values.ts';
import { type FoundContact, findContact } from '#features/contacts/find-contact.ts';
import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { revokeEmailChange } from '#features/portal-access/email-change/revoke-email-change.ts';
import { takeBackEmailChanges } from '#features/portal-access/email-change/take-back-email-changes.ts';
import { revokePasswordReset } from '#features/portal-access/revoke-password-reset.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import { allow, type Context } from '#platform/context.ts';
import type { Json } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { customNameOf, type MergeChanges, uniqueFields } from './contact-merge.ts';
import { findSurvivor } from './find-survivor.ts';
import { visibleChanges } from './merge-contacts.ts';
import { moves } from './moves.ts';
import { isSame } from './plan-merge.ts';
import { statesBefore } from './state-changes.ts';
import { writeFields } from './write-fields.ts';

/**
 * Makes two of a contact again whom a merge has made one. Everything goes back as far as nobody has changed it since: a field
 * edited since stays with the survivor, an address removed since stays removed, one verified since stays verified. Only what
 * may open the survivor's portal to the other one goes: a password and addresses of his own choice since. Fails as conflict where it is
 * undone already, and where the survivor has himself been deleted or merged away since, naming who is left.
 */
export async function unmergeContacts(ctx: Context, { merge_id }: { merge_id: number }): Promise<{ other_id: number }> {
  allow(ctx, 'contacts.merge');
  return inTransaction(ctx, async (ctx) => {
    const { survivor_id, other_id, merged_at, changes, moved } = await claimMerge(ctx, merge_id);
    const before = await findContact(ctx, { id: survivor_id });
    await closeDoors(ctx, { contact_id: survivor_id, merged_at });
    const survivor = await findContact(ctx, { id: survivor_id });
    const now = ctx.clock.now();
    await ctx.db
      .updateTable('contact')
      .set({ deleted_at: null, merged_into_contact_id: null, updated_at: now })
      .where('id', '=', other_id)
      .execute();
    await giveBack(ctx, survivor, { other_id, fields: changes.fields });
    await ctx.db
      .updateTable('contact')
      .set({ ...statesBefore(survivor, changes.states), updated_at: now })
      .where('id', '=', survivor_id)
      .execute();
    for (const { name, undo } of moves) await undo(ctx, { survivor, other_id, merged_at }, moved[name] as Json);
    await writeContactSearch(ctx, [survivor_id, other_id]);
    const after = await findContact(ctx, { id: survivor_id });
    const { name } = await findContact(ctx, { id: other_id });
    await recordChanges(ctx, [
      {
        record: 'contact',
        record_id: survivor_id,
        act: 'unmerged',
        changes: { merged_contact: [name, null], ...visibleChanges(before, after) },
      },
      { record: 'contact', record_id: other_id, act: 'unmerged', changes: { merged_into: [survivor.name, null] } },
    ]);
    return { other_id };
  });
}

/** The merge, marked as undone: of two who undo it at once the second is refused. Holds both contacts. */
async function claimMerge(ctx: Context, id: number) {
  const { db, clock, caller } = ctx;
  const row = await db.selectFrom('contact_merge').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not_found', 'platform.not_found');
  await lockContactRows(ctx, [row.survivor_contact_id, row.other_contact_id]);
  const survivor = await findSurvivor(ctx, { id: row.survivor_contact_id });
  if (survivor) {
    const values = { name: survivor.merged_name, survivor: survivor.name };
    throw new Failure('conflict', 'duplicates.merged_on', { values, existing: { contact_id: survivor.id } });
  }
  const { name, deleted_at } = await db
    .selectFrom('contact')
    .select(['name', 'deleted_at'])
    .where('id', '=', row.survivor_contact_id)
    .executeTakeFirstOrThrow();
  if (deleted_at) throw new Failure('conflict', 'contacts.is_deleted', { values: { name } });
  const { numUpdatedRows } = await db
    .updateTable('contact_merge')
    .set({ undone_at: clock.now(), undone_by_agent_id: caller.kind === 'agent' ? caller.agent_id : null })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Failure('conflict', 'duplicates.undone_already');
  return {
    survivor_id: row.survivor_contact_id,
    other_id: row.other_contact_id,
    merged_at: row.merged_at,
    changes: row.changes as unknown as MergeChanges,
    moved: row.moved as Record<string, Json>,
  };
}

/**
 * Whoever came in as the survivor by the other one's address or password must not stay in nor come again: sessions, open
 * links and the addresses that were brought in since the merge end here, the password where it moves back.
 */
async function closeDoors(
  ctx: Context,
  { contact_id, merged_at }: { contact_id: number; merged_at: Date },
): Promise<void> {
  const first = await ctx.db
    .selectFrom('email_change')
    .select(['id', 'former_email'])
    .where('contact_id', '=', contact_id)
    .where('spent_at', '>=', merged_at)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (first) await takeBackEmailChanges(ctx, { contact_id, ...first });
  await revokeEmailChange(ctx, { contact_id });
  await revokePasswordReset(ctx, { contact_id });
  await endSessionsOf(ctx, { contact_id });
}

async function giveBack(
  ctx: Context,
  survivor: FoundContact,
  { other_id, fields }: { other_id: number; fields: MergeChanges['fields'] },
): Promise<void> {
  const values = contactValues(survivor);
  const currentOf = (ref: string): FieldValue => {
    const custom = customNameOf(ref);
    if (custom !== null) return survivor.custom_fields[custom] ?? null;
    return ref === 'tags' ? survivor.tags : (values[ref] ?? null);
  };
  const untouched = Object.entries(fields).filter(([ref, [, after]]) => isSame(currentOf(ref), after));
  const exchanged = Object.entries(fields).filter(
    ([ref]) => customNameOf(ref) !== null || uniqueFields.some((name) => name === ref),
  );
  await writeFields(ctx, { id: other_id }, Object.fromEntries(exchanged.map(([ref]) => [ref, null])));
  const former = await Promise.all(
    untouched.map(
      async ([ref, [before]]) => [ref, (await isTaken(ctx, ref, before, survivor.id)) ? null : before] as const,
    ),
  );
  await writeFields(ctx, survivor, Object.fromEntries(former));
  const back = await Promise.all(
    exchanged.map(
      async ([ref, [, after]]) => [ref, (await isTaken(ctx, ref, after, other_id)) ? null : after] as const,
    ),
  );
  await writeFields(ctx, { id: other_id }, Object.fromEntries(back));
}

/** Another one may have been given the same value since, of which there may be only one. */
async function isTaken({ db }: Context, ref: string, value: FieldValue, own_id: number): Promise<boolean> {
  if (value === null) return false;
  const custom = customNameOf(ref);
  if (custom !== null) {
    const { rows } = await sql<{ is_taken: boolean }>`
      select exists (
        select from custom_field f join contact_field_value v on v.field_id = f.id
        where f.record = 'contact' and f.name = ${custom} and v.is_unique and v.contact_id <> ${own_id}
          and v.value_key = field_value_key(${String(value)}, f.kind)) as is_taken`.execute(db);
    return rows[0]!.is_taken;
  }
  const unique = uniqueFields.find((name) => name === ref);
  if (!unique) return false;
  const others = db.selectFrom('contact').select('id').where(unique, '=', String(value)).where('id', '<>', own_id);
  return (await others.executeTakeFirst()) !== undefined;
}
