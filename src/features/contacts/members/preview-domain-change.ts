import { sql } from 'kysely';
import { findCompany } from '#features/companies/find-company.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { mostAddresses } from './change-domain.ts';
import { type PlannedAddress, planDomainChange } from './plan-domain-change.ts';

export interface DomainChangePreview {
  changed_count: number;
  first: PlannedAddress[];
  /** Addresses that somebody else has at the new domain. */
  taken_count: number;
  taken: PlannedAddress[];
  /** Contacts who sign in to the portal by their old address. */
  signing_in_count: number;
}

const shownRows = 10;

/** What a change of domain would come to. Changes nothing. */
export async function previewDomainChange(
  ctx: Context,
  input: { company_id: number; old_domain: string; new_domain: string },
): Promise<DomainChangePreview> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    await findCompany(ctx, { id: input.company_id });
    const plan = await planDomainChange(ctx, { ...input, limit: mostAddresses + 1 });
    const [changed, taken] = [plan.filter((one) => !one.taken_by), plan.filter((one) => one.taken_by)];
    const signing = changed.filter(({ state, portal_access }) => state === 'verified' && portal_access === 'active');
    return {
      changed_count: changed.length,
      first: changed.slice(0, shownRows),
      taken_count: taken.length,
      taken: taken.slice(0, shownRows),
      signing_in_count: new Set(signing.map(({ contact_id }) => contact_id)).size,
    };
  });
}

/** The domains at which contacts of a company have addresses, the most frequent first, at most ten. */
export async function listMemberDomains(ctx: Context, { company_id }: { company_id: number }): Promise<string[]> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ domain: string }>`
      select split_part(e.email, '@', 2) as domain from membership m
      join contact on contact.id = m.contact_id and contact.deleted_at is null
      join contact_email e on e.contact_id = m.contact_id and e.state <> 'retired'
      where m.company_id = ${company_id} group by 1 order by count(*) desc, 1 limit 10`.execute(ctx.db);
    return rows.map(({ domain }) => domain);
  });
}
