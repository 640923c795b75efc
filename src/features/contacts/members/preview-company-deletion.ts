import { sql } from 'kysely';
import { findCompany } from '#features/companies/find-company.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

export interface DeletionPreview {
  contacts_count: number;
  /** Of those: whose next company takes its place, and who will belong to none. */
  falling_count: number;
  alone_count: number;
  /** Who is contact admin in it or sees its tickets. */
  seeing_count: number;
  /** Companies directly below, and the first of them by name. */
  children_count: number;
  children: { id: number; name: string }[];
}

const shownChildren = 5;

/** What it would mean to delete a company. Changes nothing. */
export async function previewCompanyDeletion(ctx: Context, { id }: { id: number }): Promise<DeletionPreview> {
  allow(ctx, 'companies.delete');
  return inTransaction(ctx, async (ctx) => {
    const { child_companies } = await findCompany(ctx, { id });
    const { rows } = await sql<Omit<DeletionPreview, 'children'>>`
      select count(*)::int as contacts_count,
        (count(*) filter (where m.is_primary and other.has_one))::int as falling_count,
        (count(*) filter (where not other.has_one))::int as alone_count,
        (count(*) filter (where m.role <> 'none' or m.ticket_visibility <> 'own'))::int as seeing_count,
        (select count(*)::int from company child where child.parent_company_id = ${id} and child.deleted_at is null) as children_count
      from membership m join contact on contact.id = m.contact_id and contact.deleted_at is null
      cross join lateral (select exists (
        select from membership o where o.contact_id = m.contact_id and o.company_id <> m.company_id) as has_one) other
      where m.company_id = ${id}`.execute(ctx.db);
    return { ...rows[0]!, children: child_companies.slice(0, shownChildren) };
  });
}
