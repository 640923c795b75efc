import { publicMailDomains } from '#features/companies/public-mail-domains.ts';
import type { Context } from '#platform/context.ts';

/**
 * The company that collects contacts with such an address, in the running transaction: of sub.acme.com and acme.com the longer
 * one counts; an address at a public mail service says nothing. `isLocked` keeps the company from being deleted meanwhile.
 */
export async function findCompanyOfDomain(
  { db }: Context,
  { email, isLocked = false }: { email: string; isLocked?: boolean },
): Promise<{ id: number; name: string } | null> {
  const domains = domainsAbove(email.slice(email.lastIndexOf('@') + 1));
  if (domains.some((domain) => publicMailDomains.has(domain))) return null;
  const query = db
    .selectFrom('company_domain')
    .innerJoin('company', 'company.id', 'company_id')
    .select(['domain', 'company.id', 'name'])
    .where('domain', 'in', domains)
    .where('company.deleted_at', 'is', null);
  const owners = await (isLocked ? query.forKeyShare('company') : query).execute();
  const [company] = owners.sort((one, other) => other.domain.length - one.domain.length);
  return company ? { id: company.id, name: company.name } : null;
}

/** a.b.acme.com, b.acme.com, acme.com: a domain and those that it lies in, but for the last label alone. */
function domainsAbove(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}
