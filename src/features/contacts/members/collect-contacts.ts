import { sql } from 'kysely';
import type { Change } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { lockCompany } from '#features/companies/lock-company.ts';
import { publicMailDomains } from '#features/companies/public-mail-domains.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';

export interface CollectableContacts {
  /** At most 10,001, which stands for more. */
  count: number;
  first: { id: number; name: string; email: string }[];
}

const atOnce = 10_000;
const shownContacts = 5;

/** Contacts without a company who have a verified address at one of this company's domains. */
export async function previewCollecting(
  ctx: Context,
  { company_id }: { company_id: number },
): Promise<CollectableContacts> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const company = await findCompany(ctx, { id: company_id });
    if (!isCollecting(company.domains)) return { count: 0, first: [] };
    const { rows } = await sql<{ id: number; name: string; email: string; total: number }>`
      select contact.id, contact.name, found.email, (select count(*)::int from contacts_to_collect(${company_id}, ${atOnce + 1})) as total
      from contacts_to_collect(${company_id}, ${shownContacts}) found join contact on contact.id = found.contact_id
      order by contact.id`.execute(ctx.db);
    return { count: rows[0]?.total ?? 0, first: rows.map(({ total, ...row }) => row) };
  });
}

/** Puts them into the company, at most 10,000 at once; how many. Who has found a company meanwhile is left where he is. */
export async function collectContacts(ctx: Context, { company_id }: { company_id: number }): Promise<number> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const { domains } = await findCompany(ctx, { id: company_id });
    if (!isCollecting(domains)) return 0;
    const { rows: found } = await sql<{ id: number }>`
      select id from contact where id in (select contact_id from contacts_to_collect(${company_id}, ${atOnce}))
      order by id for no key update`.execute(db);
    const { id, name } = await lockCompany(ctx, company_id);
    const { rows: joined } = await sql<{ contact_id: number }>`
      insert into membership (account_id, contact_id, company_id, is_primary, created_at)
      select ${caller.account_id}, contact_id, ${id}, true, ${clock.now()} from unnest(${found.map((one) => one.id)}::bigint[]) found (contact_id)
      where not exists (select from membership m where m.contact_id = found.contact_id)
      order by contact_id returning contact_id`.execute(db);
    if (joined.length === 0) return 0;
    const contacts = joined.map(
      ({ contact_id }): Change => ({
        record: 'contact',
        record_id: contact_id,
        act: 'collected_by_domain',
        changes: { company: [null, name] },
      }),
    );
    await recordChanges(ctx, [{ record: 'company', record_id: id, act: 'contacts_collected' }, ...contacts]);
    await enqueue(ctx, 'contacts.write_search_of_company', { company_id });
    return joined.length;
  });
}

/** A domain may have become a public one after it was given to a company. */
function isCollecting(domains: readonly string[]): boolean {
  return domains.length > 0 && !domains.some((domain) => publicMailDomains.has(domain));
}
