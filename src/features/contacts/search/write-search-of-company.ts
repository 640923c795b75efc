import { sql } from 'kysely';
import { lockMembers } from '#features/contacts/members/lock-members.ts';
import { putMembershipsAside } from '#features/contacts/members/put-memberships-aside.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { writeContactSearch } from './write-contact-search.ts';

const contactsAtOnce = 500;

/**
 * The job behind a company's change of name, its deletion and its return: its contacts are found under what it is called now. In
 * small transactions, of which a repeated run does no harm.
 */
export async function writeSearchOfCompany(ctx: Context, { company_id }: { company_id: number }): Promise<void> {
  allow(ctx, 'companies.edit');
  await putLateMembershipsAside(ctx, company_id);
  for (let after = 0; ; ) {
    const ids = await inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<{ contact_id: number }>`
        select contact_id from (
          select contact_id from membership where company_id = ${company_id}
          union all
          select contact_id from set_aside_membership where company_id = ${company_id}) member
        where contact_id > ${after} order by contact_id limit ${contactsAtOnce}`.execute(ctx.db);
      const ids = rows.map(({ contact_id }) => contact_id);
      await writeContactSearch(ctx, ids);
      return ids;
    });
    if (ids.length < contactsAtOnce) return;
    after = ids.at(-1)!;
  }
}

/** An import's chunk sees the database as it was when it began: it may put somebody into a company that was deleted meanwhile. */
async function putLateMembershipsAside(ctx: Context, company_id: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const late = ctx.db
      .selectFrom('company')
      .select(['id', 'name'])
      .where('id', '=', company_id)
      .where('deleted_at', 'is not', null)
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('membership').select('contact_id').where('company_id', '=', company_id)),
      );
    if (!(await late.executeTakeFirst())) return;
    await lockMembers(ctx, company_id);
    const deleted = await late.forUpdate().executeTakeFirst();
    if (deleted) await putMembershipsAside(ctx, deleted);
  });
}
