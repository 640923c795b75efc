import { type Changes, changesBetween } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { contactValues } from '#features/contacts/contact-values.ts';
import { type FoundContact, findContact } from '#features/contacts/find-contact.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { endPortalAccess } from '#features/invitations/end-portal-access.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { customNameOf, type MergeChanges, type MergeChoices, uniqueFields } from './contact-merge.ts';
import { lockPair } from './lock-pair.ts';
import type { Merging } from './move.ts';
import { moves } from './moves.ts';
import { planMerge } from './plan-merge.ts';
import { seenPair } from './seen-pair.ts';
import { stateChanges } from './state-changes.ts';
import { writeFields } from './write-fields.ts';

/**
 * Makes two contacts one: the survivor takes the chosen values and everything that belonged to the other one, who is
 * deleted and leads to him from then on. What let the other one in ends at once. Fails as conflict for contacts that are
 * deleted or merged away already, naming who is left, and where merging them would by now do something else than what
 * the preview that `seen` comes from has shown.
 */
export async function mergeContacts(
  ctx: Context,
  input: { survivor_id: number; other_id: number; choices: MergeChoices; seen?: string },
): Promise<{ merge_id: number }> {
  allow(ctx, 'contacts.merge');
  return inTransaction(ctx, async (ctx) => {
    const [survivor, other] = await lockPair(ctx, input.survivor_id, input.other_id);
    const custom = await listCustomFields(ctx, { record: 'contact' });
    const now = ctx.clock.now();
    const customNames = custom.map(({ name }) => name);
    if (input.seen !== undefined && input.seen !== seenPair(survivor, other, { customNames, now })) {
      throw new Failure('conflict', 'duplicates.changed_since_seen');
    }
    const merging = { survivor, other, plan: planMerge(survivor, other, { choices: input.choices, customNames, now }) };
    await endAccessOf(ctx, merging);
    const fields = changedFields(merging);
    await takeOver(ctx, merging, fields);
    const moved: Record<string, unknown> = {};
    for (const { name, merge } of moves) moved[name] = await merge(ctx, merging);
    await writeContactSearch(ctx, [survivor.id, other.id]);
    const states = stateChanges(survivor, merging.plan.access.states);
    const merge_id = await writeMerge(ctx, merging, { changes: { fields, states }, moved });
    await recordMerge(ctx, merging);
    return { merge_id };
  });
}

async function endAccessOf(ctx: Context, { survivor, other, plan }: Merging): Promise<void> {
  await endPortalAccess(ctx, { contact_ids: [other.id] });
  const { deactivated_at, locked_by } = plan.access.states;
  const isShutOut = deactivated_at !== null || (locked_by !== null && locked_by !== 'failures');
  if (isShutOut) await endSessionsOf(ctx, { contact_id: survivor.id });
}

/** What the survivor's own columns become; addresses and companies have moves of their own. */
function changedFields({ survivor, plan }: Merging): MergeChanges['fields'] {
  const taken = plan.fields.filter(({ ref, side }) => side === 'other' && ref !== 'email' && ref !== 'company');
  const tags = plan.tags.length > survivor.tags.length ? { tags: [survivor.tags, plan.tags] } : {};
  return {
    ...Object.fromEntries(taken.map((field) => [field.ref, [field.survivor, field.other]])),
    ...(tags as MergeChanges['fields']),
  };
}

async function takeOver(
  ctx: Context,
  { survivor, other, plan }: Merging,
  fields: MergeChanges['fields'],
): Promise<void> {
  const { db, clock } = ctx;
  const now = clock.now();
  // A value that only one contact may have is exchanged for the survivor's: free before it is taken.
  const exchanged = Object.entries(fields).filter(
    ([ref]) => customNameOf(ref) !== null || uniqueFields.some((name) => name === ref),
  );
  await writeFields(ctx, other, Object.fromEntries(exchanged.map(([ref]) => [ref, null])));
  await writeFields(ctx, survivor, Object.fromEntries(Object.entries(fields).map(([ref, [, value]]) => [ref, value])));
  await writeFields(ctx, other, Object.fromEntries(exchanged.map(([ref, [value]]) => [ref, value])));
  await db
    .updateTable('contact')
    .set({ deleted_at: now, merged_into_contact_id: survivor.id, updated_at: now })
    .where('id', '=', other.id)
    .execute();
  await db
    .updateTable('contact')
    .set({ ...plan.access.states, updated_at: now })
    .where('id', '=', survivor.id)
    .execute();
}

async function writeMerge(
  { db, caller, clock }: Context,
  { survivor, other }: Merging,
  kept: { changes: MergeChanges; moved: Record<string, unknown> },
): Promise<number> {
  const { id } = await db
    .insertInto('contact_merge')
    .values({
      account_id: caller.account_id,
      survivor_contact_id: survivor.id,
      other_contact_id: other.id,
      agent_id: caller.kind === 'agent' ? caller.agent_id : null,
      changes: JSON.stringify(kept.changes),
      moved: JSON.stringify(kept.moved),
      merged_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function recordMerge(ctx: Context, { survivor, other }: Merging): Promise<void> {
  const after = await findContact(ctx, { id: survivor.id });
  await recordChanges(ctx, [
    {
      record: 'contact',
      record_id: survivor.id,
      act: 'merged',
      changes: { merged_contact: [null, other.name], ...visibleChanges(survivor, after) },
    },
    { record: 'contact', record_id: other.id, act: 'merged_away', changes: { merged_into: [null, survivor.name] } },
  ]);
}

/** What a timeline shows of the way from one state of a contact to another. */
export function visibleChanges(before: FoundContact, after: FoundContact): Changes {
  const companies = ({ memberships }: FoundContact) => {
    const told = memberships.map(({ company, role, ticket_visibility, is_primary }) =>
      [company, is_primary && 'primary', role !== 'none' && role, ticket_visibility !== 'own' && ticket_visibility]
        .filter(Boolean)
        .join(' · '),
    );
    return told.length > 0 ? told : null;
  };
  const { company: _, ...own } = contactValues(after);
  return {
    ...changesBetween(contactValues(before), own),
    ...changesBetween(before.custom_fields, after.custom_fields),
    ...changesBetween({ companies: companies(before) }, { companies: companies(after) }),
    ...changesBetween({ portal_access: before.portal_access }, { portal_access: after.portal_access }),
  };
}
