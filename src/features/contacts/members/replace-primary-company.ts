import type { Changes } from '#features/change-log/change.ts';
import { companyNameKey } from '#features/companies/company.ts';
import { findOrCreateCompany } from '#features/companies/find-or-create-company.ts';
import type { ContactMembership, FoundContact } from '#features/contacts/find-contact.ts';
import type { Context } from '#platform/context.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { readMembershipKey } from './read-membership-key.ts';
import { membershipKeys, placeMemberships } from './write-memberships.ts';

/**
 * Moves a contact's primary membership to the company of this name, which is added if it is not known; null ends it, and
 * another one becomes primary. Other memberships stay. The change, for the log.
 */
export async function replacePrimaryCompany(
  ctx: Context,
  contact: FoundContact,
  name: string | null,
): Promise<Changes> {
  const { memberships } = contact;
  const former = primaryOf(memberships);
  if (companyNameKey(former?.company ?? '') === companyNameKey(name ?? '')) return {};
  const others = memberships.filter((one) => one !== former);
  if (name === null) {
    const [next, ...rest] = others;
    return place(ctx, contact, next ? [{ ...next, is_primary: true }, ...rest] : []);
  }
  const company_id = await findOrCreateCompany(ctx, { name });
  const usual = { role: 'none', ticket_visibility: 'own' } as const;
  const known = others.find((one) => one.company_id === company_id) ?? { company_id, ...usual };
  const rest = others.filter((one) => one.company_id !== company_id);
  return place(ctx, contact, [{ ...known, company: name, is_primary: true }, ...rest]);
}

/** A contact's companies before and after a change of the primary one: `companies.keys` of the log. */
type NotedCompanies = readonly [before: FieldValue, after: FieldValue];

/** What a change of the primary company has replaced, as the log has it. */
export interface FormerCompany {
  noted: NotedCompanies;
  /** What it was called then. */
  told: FieldValue;
}

/** Whether the primary company is still the one that a change has made it, whatever it is called by now. */
export function primaryCompanyIsAs(memberships: readonly ContactMembership[], [, after]: NotedCompanies): boolean {
  const primary = primaryOf(memberships);
  return (primaryKeyIn(after)?.split(',')[0] ?? null) === (primary ? String(primary.company_id) : null);
}

/**
 * Takes back a change of the primary company that stands in the log: the former one is it again, with the role and the sight
 * that the contact had there, by its id; the later one is left where it came with that change. Companies that he joined since stay. `told` names
 * the former one where it is not there any more, which is refused. The change, for the log.
 */
export async function putPrimaryCompanyBack(
  ctx: Context,
  contact: FoundContact,
  { noted: [before, after], told }: FormerCompany,
): Promise<Changes> {
  const idOf = (key: string | undefined) => Number(key?.split(',')[0] ?? 0);
  const [formerKey, laterId] = [primaryKeyIn(before), idOf(primaryKeyIn(after))];
  const wasThere = keysIn(before).some((key) => idOf(key) === laterId);
  const others = contact.memberships
    .filter(({ company_id }) => company_id !== idOf(formerKey) && (wasThere || company_id !== laterId))
    .map((one) => ({ ...one, is_primary: false }));
  if (formerKey) {
    const former = await readMembershipKey(ctx, formerKey, String(told));
    return place(ctx, contact, [former, ...others]);
  }
  const [next, ...rest] = others;
  return place(ctx, contact, next ? [{ ...next, is_primary: true }, ...rest] : []);
}

async function place(ctx: Context, contact: FoundContact, wanted: readonly ContactMembership[]): Promise<Changes> {
  await placeMemberships(ctx, contact, wanted);
  return {
    company: [primaryOf(contact.memberships)?.company ?? null, primaryOf(wanted)?.company ?? null],
    'companies.keys': [membershipKeys(contact.memberships), membershipKeys(wanted)],
  };
}

function primaryOf(memberships: readonly ContactMembership[]): ContactMembership | undefined {
  return memberships.find(({ is_primary }) => is_primary);
}

function keysIn(noted: FieldValue): string[] {
  return Array.isArray(noted) ? [...noted] : [];
}

function primaryKeyIn(noted: FieldValue): string | undefined {
  return keysIn(noted).find((key) => key.endsWith(',true'));
}
