import { type RawBuilder, sql } from 'kysely';
import type { ChangedRights } from '#platform/rights.ts';

/**
 * What the account has changed for a role, as SQL inside a query that has the role in a column, such as `agent.role`: so
 * whoever reads an agent reads what he may do in the same round trip, at every request anew.
 */
export function changedRights(roleColumn: string): RawBuilder<ChangedRights> {
  return sql<ChangedRights>`(
    select coalesce(jsonb_object_agg(account_right.name, account_right.is_held), '{}')
    from account_right where account_right.role = ${sql.ref(roleColumn)})`;
}
