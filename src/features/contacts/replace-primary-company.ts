import type { Changes } from '#features/change-log/change.ts';
import { companyNameKey } from '#features/companies/company.ts';
import { findOrCreateCompany } from '#features/companies/find-or-create-company.ts';
import type { Context } from '#platform/context.ts';
import type { FoundContact } from './find-contact.ts';

/**
 * Moves a contact's primary membership to the company of this name, which is added if it is not known; null ends it, and
 * another one becomes primary. Other memberships stay. The change, for the log.
 */
export async function replacePrimaryCompany(
  ctx: Context,
  contact: FoundContact,
  name: string | null,
): Promise<Changes> {
  const { db, caller, clock } = ctx;
  const former = contact.memberships.find(({ is_primary }) => is_primary);
  if (companyNameKey(former?.company ?? '') === companyNameKey(name ?? '')) return {};
  const rows = db.updateTable('membership').where('contact_id', '=', contact.id);
  if (former) {
    await db
      .deleteFrom('membership')
      .where('contact_id', '=', contact.id)
      .where('company_id', '=', former.company_id)
      .execute();
  }
  if (name === null) {
    const next = contact.memberships.find(({ is_primary }) => !is_primary);
    if (next) await rows.set({ is_primary: true }).where('company_id', '=', next.company_id).execute();
    return { company: [former?.company ?? null, next?.company ?? null] };
  }
  const company_id = await findOrCreateCompany(ctx, { name });
  await db
    .insertInto('membership')
    .values({
      account_id: caller.account_id,
      contact_id: contact.id,
      company_id,
      is_primary: true,
      created_at: clock.now(),
    })
    .onConflict((same) => same.columns(['account_id', 'contact_id', 'company_id']).doUpdateSet({ is_primary: true }))
    .execute();
  return { company: [former?.company ?? null, name] };
}
