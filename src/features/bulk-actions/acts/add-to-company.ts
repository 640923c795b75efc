import { sql } from 'kysely';
import { changedOf } from '#features/contacts/contact-outcome.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { ActWork, BulkAct, RowOutcome, UndoWork } from './bulk-act.ts';
import { endMemberships, holdCompany, leaveAll, readCompany, recordMemberships, standingIn } from './memberships.ts';

/** Makes contacts plain members of a company that is there; of those who had none it is the primary one. */
export const addToCompany: BulkAct = {
  right: 'contacts.edit',
  takes: 'company',
  sends_mail: false,
  chunk_size: 2_000,
  readInput: readCompany,
  judge: ({ company_id, company }) => ({
    reason: sql`case when exists (
      select from membership m where m.account_id = c.account_id and m.contact_id = c.id and m.company_id = ${company_id}
    ) then 'unchanged' end`,
    changes: sql`jsonb_build_object('company', jsonb_build_array(null::text, ${company}::text))`,
  }),
  run,
  undo,
};

async function run(ctx: Context, { contact_ids, input, bulk_action_id }: ActWork): Promise<RowOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await holdCompany(ctx, input))) return leaveAll(contact_ids, 'company_gone');
    const standings = await standingIn(ctx, input, contact_ids);
    const outcomes = standings.map(
      ({ contact_id, reason, membership }): RowOutcome => ({
        contact_id,
        reason: reason ?? (membership ? 'unchanged' : null),
      }),
    );
    const joined = new Set(changedOf(outcomes));
    await ctx.db.client!.query(
      `insert into membership (account_id, contact_id, company_id, is_primary, created_at)
       select $1, id, $3, not exists (
         select from membership own where own.account_id = $1 and own.contact_id = id and own.is_primary), $4
       from unnest($2::bigint[]) as asked (id)`,
      [ctx.caller.account_id, [...joined], input.company_id, ctx.clock.now()],
    );
    const changed = standings.filter(({ contact_id }) => joined.has(contact_id));
    await recordMemberships(ctx, changed, { act: 'memberships_changed', bulk_action_id });
    return outcomes;
  });
}

/** Memberships end that still are as the act made them: whoever has got a role since keeps his. */
async function undo(ctx: Context, { contact_ids, input, bulk_action_id }: UndoWork): Promise<RowOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    const standings = await standingIn(ctx, input, contact_ids);
    const outcomes = standings.map(({ contact_id, reason, membership }): RowOutcome => {
      const isAsMade = membership?.role === 'none' && membership.ticket_visibility === 'own';
      return { contact_id, reason: reason ?? (isAsMade ? null : 'changed_since') };
    });
    const left = new Set(changedOf(outcomes));
    await endMemberships(ctx, input, [...left]);
    const changed = standings.filter(({ contact_id }) => left.has(contact_id));
    await recordMemberships(ctx, changed, { act: 'undone', bulk_action_id });
    return outcomes;
  });
}
