import { type RawBuilder, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/**
 * Of the moments at which a company was given the contacts of its domains those that `undoCollecting` can take back something
 * of, as the log of the company has them.
 */
export async function listCollected(
  ctx: Context,
  { company_id, moments }: { company_id: number; moments: readonly Date[] },
): Promise<Date[]> {
  allow(ctx, 'companies.view');
  if (moments.length === 0) return [];
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ at: Date }>`
      select at from unnest(${moments}::timestamptz[]) as moment (at)
      where exists (select from membership m where m.created_at = at and ${isAsCollected(company_id)})`.execute(db),
  );
  return rows.map(({ at }) => at);
}

/**
 * Whether a membership `m` is as `collectContacts` has made it: his only one, with no role and no further sight, and his, not that of
 * somebody who was merged into him.
 */
export function isAsCollected(company_id: number): RawBuilder<boolean> {
  return sql<boolean>`m.company_id = ${company_id} and m.is_primary and m.role = 'none' and m.ticket_visibility = 'own'
    and not exists (select from membership o where o.contact_id = m.contact_id and o.company_id <> m.company_id)
    and exists (
      select from change_log l where l.record = 'contact' and l.record_id = m.contact_id and l.act = 'collected_by_domain'
        and l.at = m.created_at)`;
}
