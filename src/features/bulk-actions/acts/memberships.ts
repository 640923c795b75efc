import type { Acts } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { companyNameKey } from '#features/companies/company.ts';
import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import type { ActInput, GivenInput, RowOutcome } from './bulk-act.ts';

/** Reads the company that an act on many is given, by its name; it has to be there, for a typing error must not make one. */
export async function readCompany(ctx: Context, { company = '' }: GivenInput): Promise<ActInput> {
  return inTransaction(ctx, async ({ db }) => {
    if (company.trim() === '') throw invalid([{ field: 'company', code: 'platform.required' }]);
    const found = await db
      .selectFrom('company')
      .select(['id', 'name'])
      .where('name_key', '=', companyNameKey(company))
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!found) {
      throw invalid([{ field: 'company', code: 'bulk_actions.unknown_company', values: { name: company.trim() } }]);
    }
    return { company_id: found.id, company: found.name };
  });
}

/** Whether the company is still there; if so it stays so until the transaction ends. */
export async function holdCompany({ db }: Context, { company_id }: ActInput): Promise<boolean> {
  const { rows } = await db.client!.query('select from company where id = $1 and deleted_at is null for key share', [
    company_id,
  ]);
  return rows.length > 0;
}

interface Membership {
  role: string;
  ticket_visibility: string;
  is_primary: boolean;
}

/** A contact of a chunk as he stands in the company that the act means. */
export interface Standing {
  contact_id: number;
  reason: 'gone' | 'deleted' | null;
  /** Null for somebody who is no member. */
  membership: Membership | null;
  primary_company_id: number | null;
  /** All his companies, as the change log tells them, and as its undo knows them. */
  companies: string[] | null;
  keys: string[] | null;
}

/** Holds the contacts and says how they stand, in the order given. */
export async function standingIn(
  ctx: Context,
  { company_id }: ActInput,
  contact_ids: readonly number[],
): Promise<Standing[]> {
  await lockContactRows(ctx, contact_ids);
  const { rows } = await ctx.db.client!.query<Standing>(
    `select asked.id as contact_id,
       case when c.id is null then 'gone' when c.deleted_at is not null then 'deleted' end as reason,
       case when m.contact_id is not null then jsonb_build_object(
         'role', m.role, 'ticket_visibility', m.ticket_visibility, 'is_primary', m.is_primary) end as membership,
       p.company_id as primary_company_id, ${toldCompanies('asked.id')} as companies, ${companyKeys('asked.id')} as keys
     from unnest($2::bigint[]) with ordinality as asked (id, position)
     left join contact c on c.account_id = $1 and c.id = asked.id
     left join membership m on m.account_id = $1 and m.contact_id = asked.id and m.company_id = $3
     left join membership p on p.account_id = $1 and p.contact_id = asked.id and p.is_primary
     order by asked.position`,
    [ctx.caller.account_id, contact_ids, company_id],
  );
  return rows;
}

/** As `updateMemberships` tells them: the name, then what is not as usual. */
function toldCompanies(contact: string): string {
  return `(select jsonb_agg(concat_ws(' · ', k.name, case when own.is_primary then 'primary' end,
      nullif(own.role, 'none'), nullif(own.ticket_visibility, 'own')) order by own.is_primary desc, k.sort_key, k.id)
    from membership own join company k on k.account_id = $1 and k.id = own.company_id
    where own.account_id = $1 and own.contact_id = ${contact})`;
}

/** As `membershipKeys` writes them. */
function companyKeys(contact: string): string {
  return `(select jsonb_agg(concat_ws(',', own.company_id, own.role, own.ticket_visibility, own.is_primary::text)
      order by own.is_primary desc, k.sort_key, k.id)
    from membership own join company k on k.account_id = $1 and k.id = own.company_id
    where own.account_id = $1 and own.contact_id = ${contact})`;
}

/** Whom the former primary company has left, each to the next one by name; gives who got which. */
export async function promoteNext(
  { db, caller }: Context,
  contact_ids: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await db.client!.query<{ contact_id: number; company_id: number }>(
    `update membership m set is_primary = true
     from (
       select distinct on (own.contact_id) own.contact_id, own.company_id
       from membership own join company k on k.account_id = $1 and k.id = own.company_id
       where own.account_id = $1 and own.contact_id = any($2)
       order by own.contact_id, k.sort_key, k.id
     ) as next
     where m.account_id = $1 and m.contact_id = next.contact_id and m.company_id = next.company_id
     returning m.contact_id, m.company_id`,
    [caller.account_id, contact_ids],
  );
  return new Map(rows.map(({ contact_id, company_id }) => [contact_id, company_id]));
}

/** Ends memberships in a company; whoever loses his primary one gets the next. Gives who got which. */
export async function endMemberships(
  ctx: Context,
  { company_id }: ActInput,
  contact_ids: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await ctx.db.client!.query<{ contact_id: number; is_primary: boolean }>(
    `delete from membership where account_id = $1 and company_id = $3 and contact_id = any($2)
     returning contact_id, is_primary`,
    [ctx.caller.account_id, contact_ids, company_id],
  );
  return promoteNext(
    ctx,
    rows.filter(({ is_primary }) => is_primary).map(({ contact_id }) => contact_id),
  );
}

/** Writes down what has become of the companies of those who were changed, and by what search finds them. */
export async function recordMemberships(
  ctx: Context,
  changed: readonly Standing[],
  { act, bulk_action_id }: { act: keyof Acts['contact']; bulk_action_id: number },
): Promise<void> {
  const contact_ids = changed.map(({ contact_id }) => contact_id);
  const { account_id } = ctx.caller;
  const { rows } = await ctx.db.client!.query<{ id: number; companies: string[] | null; keys: string[] | null }>(
    `update contact c set updated_at = $3 where c.account_id = $1 and c.id = any($2)
     returning c.id, ${toldCompanies('c.id')} as companies, ${companyKeys('c.id')} as keys`,
    [account_id, contact_ids, ctx.clock.now()],
  );
  const after = new Map(rows.map(({ id, ...told }) => [id, told]));
  await writeContactSearch(ctx, contact_ids);
  await recordChanges(
    ctx,
    changed.map(({ contact_id, companies, keys }) => ({
      record: 'contact',
      record_id: contact_id,
      act,
      changes: {
        companies: [companies, after.get(contact_id)?.companies ?? null],
        'companies.keys': [keys, after.get(contact_id)?.keys ?? null],
      },
      bulk_action_id,
    })),
  );
}

/** All of a chunk left as they are, for the same reason. */
export function leaveAll(contact_ids: readonly number[], reason: 'company_gone'): RowOutcome[] {
  return contact_ids.map((contact_id) => ({ contact_id, reason }));
}
