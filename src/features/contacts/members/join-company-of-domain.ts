import { recordChange } from '#features/change-log/record-change.ts';
import { publicMailDomains } from '#features/companies/public-mail-domains.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { Context } from '#platform/context.ts';

/**
 * Puts a contact who belongs to no company into the one whose domain his address has, in the running transaction; whoever
 * verifies an address calls it. Of sub.acme.com and acme.com the longer one counts; an address at a public mail service
 * says nothing.
 */
export async function joinCompanyOfDomain(
  ctx: Context,
  { contact_id, email }: { contact_id: number; email: string },
): Promise<void> {
  const { db, caller, clock } = ctx;
  const domains = domainsAbove(email.slice(email.lastIndexOf('@') + 1));
  if (domains.some((domain) => publicMailDomains.has(domain))) return;
  await db.selectFrom('contact').select('id').where('id', '=', contact_id).forNoKeyUpdate().execute();
  const member = await db
    .selectFrom('membership')
    .select('company_id')
    .where('contact_id', '=', contact_id)
    .limit(1)
    .execute();
  if (member.length > 0) return;
  const owners = await db
    .selectFrom('company_domain')
    .innerJoin('company', 'company.id', 'company_id')
    .select(['domain', 'company.id', 'name'])
    .where('domain', 'in', domains)
    .where('company.deleted_at', 'is', null)
    .forKeyShare('company')
    .execute();
  const [company] = owners.sort((one, other) => other.domain.length - one.domain.length);
  if (!company) return;
  const membership = { account_id: caller.account_id, contact_id, company_id: company.id, is_primary: true };
  await db
    .insertInto('membership')
    .values({ ...membership, created_at: clock.now() })
    .execute();
  await writeContactSearch(ctx, [contact_id]);
  const changes = { company: [null, company.name] } satisfies Record<string, [null, string]>;
  await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'joined_by_domain', changes });
}

/** a.b.acme.com, b.acme.com, acme.com: a domain and those that it lies in, but for the last label alone. */
function domainsAbove(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}
