import { type Selectable, sql } from 'kysely';
import type { Change } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { checkParent } from '#features/companies/check-parent.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { lockCompanyTree } from '#features/companies/lock-company-tree.ts';
import { allow, type Context } from '#platform/context.ts';
import type { CompanyDeletionRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { lockMembers } from './lock-members.ts';

/**
 * Brings a deleted company back with its contacts, and as far as nobody has changed that since, to its place in the tree,
 * with the companies that stood below it and its domains. One that is not deleted stays as it is.
 */
export async function restoreCompany(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'companies.delete');
  await inTransaction(ctx, async (ctx) => {
    await lockCompanyTree(ctx);
    await lockMembers(ctx, id);
    const { db, clock } = ctx;
    await db.selectFrom('company').select('id').where('id', '=', id).forUpdate().execute();
    const company = await findCompany(ctx, { id, isDeletedToo: true });
    if (!company.deleted_at) return;
    const undone = await db
      .deleteFrom('company_deletion')
      .where('company_id', '=', id)
      .returningAll()
      .executeTakeFirst();
    const parent = undone && (await parentAgain(ctx, id, undone));
    await db
      .updateTable('company')
      .set({ deleted_at: null, parent_company_id: parent?.id ?? null, updated_at: clock.now() })
      .where('id', '=', id)
      .execute();
    const domains = undone ? await domainsAgain(ctx, id, undone) : [];
    const changes: Change['changes'] = {
      deleted_at: [company.deleted_at.toISOString(), null],
      ...(parent && { parent_company: [null, parent.name] }),
      ...(domains.length > 0 && { domains: [null, domains] }),
    };
    await recordChanges(ctx, [{ record: 'company', record_id: id, act: 'restored', changes }]);
    if (undone) await childrenAgain(ctx, company, undone);
    await membershipsAgain(ctx, company);
    await enqueue(ctx, 'contacts.write_search_of_company', { company_id: id });
  });
}

type Deletion = Selectable<CompanyDeletionRow>;

async function parentAgain(ctx: Context, id: number, { parent_company_id }: Deletion) {
  if (parent_company_id === null) return null;
  const parent = await ctx.db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', '=', parent_company_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  const isFitting = parent && (await checkParent(ctx, { parent_company_id: parent.id, company_id: id })) === null;
  return isFitting ? parent : null;
}

async function domainsAgain({ db, caller }: Context, company_id: number, { domains }: Deletion): Promise<string[]> {
  if (domains.length === 0) return [];
  const given = await db
    .insertInto('company_domain')
    .values(domains.map((domain) => ({ account_id: caller.account_id, domain, company_id })))
    .onConflict((same) => same.doNothing())
    .returning('domain')
    .execute();
  return given.map(({ domain }) => domain);
}

/** Those that nobody has moved since come back below it, one by one: what fitted then need not fit now. */
async function childrenAgain(
  ctx: Context,
  { id, name }: { id: number; name: string },
  { child_company_ids, children_moved_to }: Deletion,
): Promise<void> {
  const { db, clock } = ctx;
  const children = await db
    .selectFrom('company as child')
    .leftJoin('company as parent', 'parent.id', 'child.parent_company_id')
    .select(['child.id', 'parent.name as parent_company'])
    .where(sql<boolean>`child.id = any(${child_company_ids}::bigint[])`)
    .where('child.deleted_at', 'is', null)
    .where(sql<boolean>`child.parent_company_id is not distinct from ${children_moved_to}`)
    .orderBy('child.id')
    .execute();
  for (const child of children) {
    if ((await checkParent(ctx, { parent_company_id: id, company_id: child.id })) !== null) continue;
    await db
      .updateTable('company')
      .set({ parent_company_id: id, updated_at: clock.now() })
      .where('id', '=', child.id)
      .execute();
    const changes: Change['changes'] = {
      parent_company: [child.parent_company, name],
      'parent_company.id': [children_moved_to, id],
    };
    await recordChanges(ctx, [{ record: 'company', record_id: child.id, act: 'moved', changes }]);
  }
}

/** It is the primary company again of those for whom the one that took its place still is, and of those who have none. */
async function membershipsAgain(ctx: Context, { id, name }: { id: number; name: string }): Promise<void> {
  const { db, clock } = ctx;
  const { rows } = await sql<{ contact_id: number; former: string | null; is_primary: boolean }>`
    with back as (
      delete from set_aside_membership where company_id = ${id} returning *
    ), judged as (
      select back.*, p.company_id as former_id, k.name as former,
        p.company_id is null or (back.is_primary and p.company_id is not distinct from back.next_company_id) as is_first
      from back left join membership p on p.contact_id = back.contact_id and p.is_primary
      left join company k on k.id = p.company_id
    ), stepping_down as (
      update membership m set is_primary = false from judged j
      where j.is_first and m.contact_id = j.contact_id and m.company_id = j.former_id
    )
    select contact_id, former, is_first as is_primary, role, ticket_visibility, created_at from judged order by contact_id`.execute(
    db,
  );
  if (rows.length === 0) return;
  await sql`
    insert into membership (account_id, contact_id, company_id, is_primary, role, ticket_visibility, created_at)
    select ${ctx.caller.account_id}, contact_id, ${id}, is_primary, role, ticket_visibility, created_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as back (
      contact_id bigint, is_primary boolean, role text, ticket_visibility text, created_at timestamptz)
    order by contact_id
    on conflict do nothing`.execute(db);
  await sql`
    update contact set updated_at = ${clock.now()} where id = any(${rows.map(({ contact_id }) => contact_id)}::bigint[])`.execute(
    db,
  );
  await recordChanges(
    ctx,
    rows.map(({ contact_id, former, is_primary }): Change => {
      const changes: Change['changes'] = is_primary ? { company: [former, name] } : { companies: [null, [name]] };
      return { record: 'contact', record_id: contact_id, act: 'company_restored', changes };
    }),
  );
}
