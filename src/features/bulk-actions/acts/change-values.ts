import { type RawBuilder, sql } from 'kysely';
import type { Acts } from '#features/change-log/change.ts';
import { changedOf } from '#features/contacts/contact-outcome.ts';
import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { Judgement, RowOutcome } from './bulk-act.ts';

/** What an act writes; its SQL may also speak of `d`, what is given of a contact. */
export interface ValueChange extends Required<Judgement> {
  changes: RawBuilder<unknown>;
  /** True where search looks through what changes. */
  isSearched: boolean;
}

interface Meant {
  contact_ids: readonly number[];
  bulk_action_id: number;
  /** The act in the change log. */
  act: keyof Acts['contact'];
  /** What belongs to one contact each: what he had, what the act has made of that, and columns that follow from it. */
  given?: readonly { contact_id: number; before: FieldValue; after: FieldValue; e164?: string | null }[];
}

/**
 * Changes values of those contacts where that changes anything: rows and change log in one statement, then what search
 * looks through. Says what became of each, in the order of their ids. Asks no permission: part of acts on many.
 */
export async function changeValues(
  ctx: Context,
  { contact_ids, bulk_action_id, act, given = [] }: Meant,
  { reason, changes, next, isSearched }: ValueChange,
): Promise<RowOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    await lockContactRows(ctx, contact_ids);
    const columns = Object.entries(next);
    const nextColumns = columns.map(([column, value]) => sql`${value} as ${sql.ref(column)}`);
    const sets = columns.map(([column]) => sql`${sql.ref(column)} = j.${sql.ref(column)}`);
    // Worked out once for each contact: without "offset 0" wherever n is named.
    const { rows } = await sql<RowOutcome>`
      with judged as materialized (
        select asked.id, case when c.id is null then 'gone' when c.deleted_at is not null then 'deleted' else (${reason}) end
          as reason, ${changes} as changes, n.*
        from unnest(${contact_ids}::bigint[]) as asked (id)
        cross join (select ${clock.now()}::timestamptz as now) as moment
        left join contact c on c.account_id = ${caller.account_id} and c.id = asked.id
        left join jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
          as d (contact_id bigint, before jsonb, after jsonb, e164 text) on d.contact_id = asked.id
        left join lateral (select ${sql.join(nextColumns)} offset 0) as n on true
      ), written as (
        update contact c set ${sql.join(sets)}, updated_at = ${clock.now()}
        from judged j where c.account_id = ${caller.account_id} and c.id = j.id and j.reason is null
      ), logged as (
        insert into change_log (account_id, at, caller_kind, caller_id, record, record_id, act, changes, bulk_action_id)
        select ${caller.account_id}::bigint, ${clock.now()}::timestamptz, ${caller.kind},
          ${caller.kind === 'agent' ? caller.agent_id : null}::bigint, 'contact', id, ${act}, changes,
          ${bulk_action_id}::bigint
        from judged where reason is null order by id
      )
      select id as contact_id, reason from judged order by id`.execute(db);
    if (isSearched) await writeContactSearch(ctx, changedOf(rows));
    return rows;
  });
}
