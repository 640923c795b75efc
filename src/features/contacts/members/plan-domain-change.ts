import { sql } from 'kysely';
import { listErasedValues } from '#features/contacts/tombstones/list-erased-values.ts';
import type { Context } from '#platform/context.ts';

/** An address of a company's contact at the old domain, and what it would become. */
export interface PlannedAddress {
  contact_id: number;
  name: string;
  portal_access: string;
  old_email: string;
  new_email: string;
  is_primary: boolean;
  state: 'unverified' | 'verified' | 'retired';
  verified_at: Date | null;
  created_at: Date;
  /** The state of the new address where the contact has it already. */
  had_state: 'unverified' | 'verified' | 'retired' | null;
  /** Why it is left out: whose the new address is. Without a name it was somebody's who was deleted for ever. */
  taken_by: { contact_id: number | null; name: string | null } | null;
}

/**
 * The addresses in use at a domain that contacts of a company have, deleted ones left out, each with its counterpart at
 * another domain; by contact. `limit` is how many are read at most.
 */
export async function planDomainChange(
  ctx: Context,
  {
    company_id,
    old_domain,
    new_domain,
    limit,
  }: { company_id: number; old_domain: string; new_domain: string; limit: number },
): Promise<PlannedAddress[]> {
  const { rows } = await sql<Omit<PlannedAddress, 'new_email' | 'had_state' | 'taken_by'>>`
    select contact.id as contact_id, contact.name, contact.portal_access, e.email as old_email, e.is_primary, e.state,
      e.verified_at, e.created_at
    from membership m join contact on contact.id = m.contact_id and contact.deleted_at is null
    join contact_email e on e.contact_id = m.contact_id
    where m.company_id = ${company_id} and e.state <> 'retired' and split_part(e.email, '@', 2) = ${old_domain}
    order by contact.id, e.email limit ${limit}`.execute(ctx.db);
  const counterpart = (email: string) => `${email.slice(0, email.lastIndexOf('@'))}@${new_domain}`;
  const owners = await ownersOf(
    ctx,
    rows.map(({ old_email }) => counterpart(old_email)),
  );
  const free = rows.map(({ old_email }) => counterpart(old_email)).filter((email) => !owners.has(email));
  const erased = new Set(
    (
      await listErasedValues(
        ctx,
        free.map((value) => ({ kind: 'email', value })),
      )
    ).map(({ value }) => value),
  );
  return rows.map((row) => {
    const new_email = counterpart(row.old_email);
    const owner = owners.get(new_email);
    const nobody = erased.has(new_email) ? { contact_id: null, name: null } : null;
    const isHis = owner?.contact_id === row.contact_id;
    return {
      ...row,
      new_email,
      had_state: owner && isHis ? owner.state : null,
      taken_by: owner && !isHis ? { contact_id: owner.contact_id, name: owner.name } : nobody,
    };
  });
}

interface Owner {
  contact_id: number | null;
  name: string;
  state: PlannedAddress['state'];
}

/** Who has which of these addresses: a contact, deleted ones too, or an agent. */
async function ownersOf({ db }: Context, emails: string[]): Promise<Map<string, Owner>> {
  const { rows } = await sql<Owner & { email: string }>`
    select email, contact_id, contact.name, state from contact_email join contact on contact.id = contact_id
    where email = any(${emails})
    union all
    select email, null, name, 'verified' from agent where email = any(${emails})`.execute(db);
  return new Map(rows.map(({ email, ...owner }) => [email, owner]));
}
