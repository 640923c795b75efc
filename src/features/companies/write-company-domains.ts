import type { Context } from '#platform/context.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { publicMailDomains } from './public-mail-domains.ts';

/**
 * Makes `domains` the domains of a company, in the running transaction. Refuses a public mail service, and a domain of
 * another company by that company's name. `field` is where the form shows it.
 */
export async function writeCompanyDomains(
  ctx: Context,
  company_id: number,
  domains: readonly string[],
  field = 'domains',
): Promise<void> {
  const shared = domains.find((domain) => publicMailDomains.has(domain));
  if (shared) throw invalid([{ field, code: 'companies.public_domain', values: { domain: shared } }]);
  const { db, caller } = ctx;
  let gone = db.deleteFrom('company_domain').where('company_id', '=', company_id);
  if (domains.length > 0) gone = gone.where('domain', 'not in', domains);
  await gone.execute();
  if (domains.length === 0) return;
  await db
    .insertInto('company_domain')
    .values([...domains].sort().map((domain) => ({ account_id: caller.account_id, domain, company_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const taken = await db
    .selectFrom('company_domain')
    .innerJoin('company', 'company.id', 'company_domain.company_id')
    .select(['domain', 'company.id', 'name'])
    .where('domain', 'in', domains)
    .where('company_id', '<>', company_id)
    .executeTakeFirst();
  if (!taken) return;
  const { domain, id, name } = taken;
  throw new Failure('conflict', 'companies.domain_taken', {
    field,
    values: { domain, name },
    existing: { company_id: id },
  });
}
