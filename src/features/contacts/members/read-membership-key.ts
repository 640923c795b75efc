import type { ContactMembership } from '#features/contacts/find-contact.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * A membership as `membershipKeys` has written it, its company called as it is now and kept until the transaction ends. Fails as
 * conflict where the company was deleted; `told` names it where it is no more.
 */
export async function readMembershipKey({ db }: Context, key: string, told: string): Promise<ContactMembership> {
  const [company_id, role, ticket_visibility, is_primary] = key.split(',');
  const company = await db
    .selectFrom('company')
    .select(['id', 'name', 'deleted_at'])
    .where('id', '=', Number(company_id))
    .forKeyShare()
    .executeTakeFirst();
  if (!company) throw new Failure('conflict', 'contacts.former_company_gone', { values: { name: told } });
  if (company.deleted_at) {
    throw new Failure('conflict', 'contacts.former_company_deleted', { values: { name: company.name } });
  }
  return {
    company_id: company.id,
    company: company.name,
    role: role as ContactMembership['role'],
    ticket_visibility: ticket_visibility as ContactMembership['ticket_visibility'],
    is_primary: is_primary === 'true',
  };
}
