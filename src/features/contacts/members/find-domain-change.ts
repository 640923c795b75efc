import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

export interface FoundDomainChange {
  id: number;
  old_domain: string;
  new_domain: string;
  changed_count: number;
}

/** A change of domain that can still be undone, or null. */
export async function findDomainChange(
  ctx: Context,
  { company_id, id }: { company_id: number; id: number },
): Promise<FoundDomainChange | null> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async ({ db }) => {
    const found = await db
      .selectFrom('domain_change')
      .select(['id', 'old_domain', 'new_domain'])
      .select(({ selectFrom }) =>
        selectFrom('domain_change_row')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('domain_change_id', '=', 'domain_change.id')
          .as('changed_count'),
      )
      .where('id', '=', id)
      .where('company_id', '=', company_id)
      .where('undone_at', 'is', null)
      .executeTakeFirst();
    return found ? { ...found, changed_count: found.changed_count ?? 0 } : null;
  });
}
