import { sql } from 'kysely';
import { changedOf } from '#features/contacts/contact-outcome.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { ActWork, BulkAct, RowOutcome, UndoWork } from './bulk-act.ts';
import { endMemberships, holdCompany, leaveAll, readCompany, recordMemberships, standingIn } from './memberships.ts';

/** Ends memberships in a company; whoever loses his primary one gets the next of his others. */
export const removeFromCompany: BulkAct = {
  right: 'contacts.edit',
  takes: 'company',
  sends_mail: false,
  chunk_size: 2_000,
  readInput: readCompany,
  judge: ({ company_id, company }) => ({
    reason: sql`case when not exists (
      select from membership m where m.account_id = c.account_id and m.contact_id = c.id and m.company_id = ${company_id}
    ) then 'unchanged' end`,
    changes: sql`jsonb_build_object('company', jsonb_build_array(${company}::text, null::text))`,
  }),
  run,
  undo,
};

async function run(ctx: Context, { contact_ids, input, bulk_action_id }: ActWork): Promise<RowOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    const standings = await standingIn(ctx, input, contact_ids);
    const members = standings.filter(({ reason, membership }) => reason === null && membership !== null);
    const next = await endMemberships(
      ctx,
      input,
      members.map(({ contact_id }) => contact_id),
    );
    await recordMemberships(ctx, members, { act: 'memberships_changed', bulk_action_id });
    return standings.map(({ contact_id, reason, membership }): RowOutcome => {
      if (reason !== null || membership === null) return { contact_id, reason: reason ?? 'unchanged' };
      return { contact_id, reason, former: { ...membership, next_company_id: next.get(contact_id) ?? null } };
    });
  });
}

/** Memberships come back with role and sight; primary again where the one that took its place still is, or none. */
async function undo(ctx: Context, { contact_ids, input, bulk_action_id, former }: UndoWork): Promise<RowOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await holdCompany(ctx, input))) return leaveAll(contact_ids, 'company_gone');
    const standings = await standingIn(ctx, input, contact_ids);
    const outcomes = standings.map(
      ({ contact_id, reason, membership }): RowOutcome => ({
        contact_id,
        reason: reason ?? (membership === null && former.has(contact_id) ? null : 'changed_since'),
      }),
    );
    const back = new Set(changedOf(outcomes));
    const changed = standings.filter(({ contact_id }) => back.has(contact_id));
    const rows = changed.map(({ contact_id, primary_company_id }) => {
      const { role, ticket_visibility, is_primary, next_company_id } = former.get(contact_id)!;
      const wasPrimary = is_primary === true && primary_company_id === next_company_id;
      return { contact_id, role, ticket_visibility, is_primary: wasPrimary || primary_company_id === null };
    });
    await bringBack(ctx, rows, input.company_id as number);
    await recordMemberships(ctx, changed, { act: 'undone', bulk_action_id });
    return outcomes;
  });
}

async function bringBack(
  { db, caller, clock }: Context,
  rows: readonly { contact_id: number; is_primary: boolean }[],
  company_id: number,
): Promise<void> {
  const primary = rows.filter(({ is_primary }) => is_primary).map(({ contact_id }) => contact_id);
  await db.client!.query(
    'update membership set is_primary = false where account_id = $1 and contact_id = any($2) and is_primary',
    [caller.account_id, primary],
  );
  await db.client!.query(
    `insert into membership (account_id, contact_id, company_id, is_primary, role, ticket_visibility, created_at)
     select $1, contact_id, $3, is_primary, role, ticket_visibility, $4
     from jsonb_to_recordset($2) as back (contact_id bigint, is_primary boolean, role text, ticket_visibility text)`,
    [caller.account_id, JSON.stringify(rows), company_id, clock.now()],
  );
}
