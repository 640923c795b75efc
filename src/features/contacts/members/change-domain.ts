import type { Changes } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { lockCompany } from '#features/companies/lock-company.ts';
import { writeCompanyDomains } from '#features/companies/write-company-domains.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { readDomainName } from '#platform/fields/read-domain-name.ts';
import type { DomainChange } from './domain-change.ts';
import { lockMembers } from './lock-members.ts';
import { planDomainChange } from './plan-domain-change.ts';
import { writeChangedAddresses } from './write-changed-addresses.ts';

/** Addresses that one change may rewrite: they are one transaction. */
export const mostAddresses = 20_000;

/**
 * Gives every contact of a company who has an address at the old domain the same one at the new domain, as primary where the
 * old one was; unverified, and without any mail to them. An address that somebody else has is left out. Gives the id of
 * what `undoDomainChange` takes back, and how many addresses it has written.
 */
export async function changeDomain(ctx: Context, change: DomainChange): Promise<{ id: number; changed_count: number }> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { company_id } = change;
    const { old_domain, new_domain } = readDomains(change);
    await lockMembers(ctx, company_id);
    const company = await lockCompany(ctx, company_id);
    const plan = await planDomainChange(ctx, { company_id, old_domain, new_domain, limit: mostAddresses + 1 });
    if (plan.length > mostAddresses) {
      throw new Failure('conflict', 'contacts.too_many_addresses', { values: { max: mostAddresses } });
    }
    const domains = domainsAfter(company.domains, { old_domain, new_domain, is_domain_kept: change.is_domain_kept });
    await writeCompanyDomains(ctx, company_id, domains, 'new_domain');
    const row = { company_id, former: change.former, old_domain, new_domain };
    const id = await insertChange(ctx, row, { domains_before: company.domains, domains_after: domains });
    const written = await writeChangedAddresses(ctx, {
      domain_change_id: id,
      former: change.former,
      addresses: plan.filter(({ taken_by }) => !taken_by),
    });
    const isSame = String(company.domains) === String(domains);
    const changes: Changes = isSame ? {} : { domains: [company.domains.length > 0 ? company.domains : null, domains] };
    await recordChange(ctx, { record: 'company', record_id: company_id, act: 'domain_changed', changes });
    return { id, changed_count: written };
  });
}

function readDomains({ old_domain, new_domain: typed }: DomainChange): { old_domain: string; new_domain: string } {
  const new_domain = readDomainName(typed.trim().replace(/^@/, ''));
  if (!new_domain) {
    throw invalid([{ field: 'new_domain', code: 'fields.not_a_domain', values: { value: typed.slice(0, 60) } }]);
  }
  if (new_domain === old_domain) throw invalid([{ field: 'new_domain', code: 'contacts.same_domain' }]);
  return { old_domain, new_domain };
}

/** The new domain takes the old one's place or stands beside it; a company without the old one gets the new one too. */
function domainsAfter(
  before: readonly string[],
  { old_domain, new_domain, is_domain_kept }: { old_domain: string; new_domain: string; is_domain_kept: boolean },
): string[] {
  const kept = before.filter((domain) => is_domain_kept || domain !== old_domain);
  return [...new Set([...kept, new_domain])].sort();
}

async function insertChange(
  { db, caller, clock }: Context,
  change: Pick<DomainChange, 'company_id' | 'old_domain' | 'new_domain' | 'former'>,
  domains: { domains_before: string[]; domains_after: string[] },
): Promise<number> {
  const agent_id = caller.kind === 'agent' ? caller.agent_id : null;
  const { id } = await db
    .insertInto('domain_change')
    .values({ ...change, ...domains, account_id: caller.account_id, agent_id, created_at: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
