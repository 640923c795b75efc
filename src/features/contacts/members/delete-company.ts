import { sql } from 'kysely';
import type { Change } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { lockCompany } from '#features/companies/lock-company.ts';
import { lockCompanyTree } from '#features/companies/lock-company-tree.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { lockMembers } from './lock-members.ts';
import { putMembershipsAside } from './put-memberships-aside.ts';

/** What becomes of the companies directly below a deleted one. */
export const childrenChoices = ['move_up', 'to_top'] as const;
export type ChildrenChoice = (typeof childrenChoices)[number];

/**
 * Deletes a company so that `restoreCompany` can bring it back. Its contacts stay, out of it; the companies directly below it
 * move up to its parent or to the top; its domains are free for others, its name and external id are not.
 */
export async function deleteCompany(
  ctx: Context,
  { id, children }: { id: number; children: ChildrenChoice },
): Promise<void> {
  allow(ctx, 'companies.delete');
  await inTransaction(ctx, async (ctx) => {
    await lockCompanyTree(ctx);
    await lockMembers(ctx, id);
    const company = await lockCompany(ctx, id);
    const { db, caller, clock } = ctx;
    // Whoever is just being put into it is waited for, or finds it deleted.
    await db.selectFrom('company').select('id').where('id', '=', id).forUpdate().execute();
    const isUp = children === 'move_up' && company.parent_company_id !== null;
    const moved_to = isUp ? company.parent_company_id : null;
    const moved = await db
      .updateTable('company')
      .set({ parent_company_id: moved_to, updated_at: clock.now() })
      .where('parent_company_id', '=', id)
      .returning('id')
      .execute();
    await sql`
      insert into company_deletion (account_id, company_id, parent_company_id, child_company_ids, children_moved_to, domains)
      values (${caller.account_id}, ${id}, ${company.parent_company_id}, ${moved.map((child) => child.id)}::bigint[],
        ${moved_to}, ${company.domains}::text[])`.execute(db);
    await db.deleteFrom('company_domain').where('company_id', '=', id).execute();
    await db
      .updateTable('company')
      .set({ deleted_at: clock.now(), parent_company_id: null, updated_at: clock.now() })
      .where('id', '=', id)
      .execute();
    await recordChanges(ctx, [
      { record: 'company', record_id: id, act: 'deleted', changes: whatWent(company, clock.now()) },
      ...moved.map(
        (child): Change => ({
          record: 'company',
          record_id: child.id,
          act: 'moved',
          changes: {
            parent_company: [company.name, isUp ? company.parent_company : null],
            'parent_company.id': [id, moved_to],
          },
        }),
      ),
    ]);
    await putMembershipsAside(ctx, company);
    await enqueue(ctx, 'contacts.write_search_of_company', { company_id: id });
  });
}

function whatWent(
  { parent_company, domains }: { parent_company: string | null; domains: string[] },
  at: Date,
): NonNullable<Change['changes']> {
  return {
    deleted_at: [null, at.toISOString()],
    ...(parent_company && { parent_company: [parent_company, null] }),
    ...(domains.length > 0 && { domains: [domains, null] }),
  };
}
