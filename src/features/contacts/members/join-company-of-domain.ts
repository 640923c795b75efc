import { recordChange } from '#features/change-log/record-change.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { Context } from '#platform/context.ts';
import { findCompanyOfDomain } from './find-company-of-domain.ts';

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
  await db.selectFrom('contact').select('id').where('id', '=', contact_id).forNoKeyUpdate().execute();
  const member = await db
    .selectFrom('membership')
    .select('company_id')
    .where('contact_id', '=', contact_id)
    .limit(1)
    .execute();
  if (member.length > 0) return;
  const company = await findCompanyOfDomain(ctx, { email, isLocked: true });
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
