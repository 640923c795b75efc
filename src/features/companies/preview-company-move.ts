import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { checkParent, maxTreeDepth } from './check-parent.ts';
import { findCompany } from './find-company.ts';

/** Contacts by the names of the first few. */
export interface SomeContacts {
  count: number;
  first: { id: number; name: string; company: string }[];
}

export interface MovePreview {
  parent: { id: number; name: string } | null;
  /** Why it can not be, or null. */
  trouble: 'circle' | 'too_deep' | 'already_there' | null;
  /** The company itself and all below it. */
  companies_count: number;
  contacts_count: number;
  /** Contacts of companies above, with sight of child companies, who will see the branch's tickets; and who no longer will. */
  gaining: SomeContacts;
  losing: SomeContacts;
}

const shownContacts = 5;

/** What it would mean to put a company and all below it under another one, or at the top. Changes nothing. */
export async function previewCompanyMove(
  ctx: Context,
  { id, parent_company_id }: { id: number; parent_company_id: number | null },
): Promise<MovePreview> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const company = await findCompany(ctx, { id });
    const parent = parent_company_id === null ? null : await findCompany(ctx, { id: parent_company_id });
    const isThere = company.parent_company_id === parent_company_id;
    const trouble =
      parent && !isThere ? await checkParent(ctx, { parent_company_id: parent.id, company_id: id }) : null;
    const { rows } = await sql<{ companies_count: number; contacts_count: number }>`
      with recursive below (id, depth) as (
        select ${id}::bigint, 1
        union all
        select c.id, depth + 1 from below join company c on c.parent_company_id = below.id where depth <= ${maxTreeDepth}
      )
      select (select count(*)::int from below) as companies_count,
        (select count(distinct m.contact_id)::int from below join membership m on m.company_id = below.id
         join contact on contact.id = m.contact_id and contact.deleted_at is null) as contacts_count`.execute(ctx.db);
    const above = company.ancestors.map((one) => one.id);
    const nextAbove = parent ? [...parent.ancestors.map((one) => one.id), parent.id] : [];
    return {
      parent: parent && { id: parent.id, name: parent.name },
      trouble: isThere ? 'already_there' : trouble,
      ...rows[0]!,
      gaining: await whoSeesChildren(ctx, nextAbove, above),
      losing: await whoSeesChildren(ctx, above, nextAbove),
    };
  });
}

/** Those who see the children of some of `companies`, but of none of `others`. */
async function whoSeesChildren(
  { db }: Context,
  companies: readonly number[],
  others: readonly number[],
): Promise<SomeContacts> {
  const seeing = (ids: readonly number[]) => sql`
    select m.contact_id, min(m.company_id) as company_id from membership m
    where m.company_id = any(${ids}::bigint[]) and m.ticket_visibility = 'company_and_children' group by m.contact_id`;
  const { rows } = await sql<{ id: number; name: string; company: string; total: number }>`
    select contact.id, contact.name, company.name as company, (count(*) over ())::int as total
    from (${seeing(companies)}) sees
    join contact on contact.id = sees.contact_id and contact.deleted_at is null
    join company on company.id = sees.company_id
    where sees.contact_id not in (select contact_id from (${seeing(others)}) already)
    order by contact.sort_key, contact.id limit ${shownContacts}`.execute(db);
  return { count: rows[0]?.total ?? 0, first: rows.map(({ total, ...row }) => row) };
}
