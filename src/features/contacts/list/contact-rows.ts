import { type Selectable, sql } from 'kysely';
import { type PortalState, portalStateOf } from '#features/contacts/contact.ts';
import { contactRecord } from '#features/contacts/filter/contact-record.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { columnValues } from '#features/lists/rows/column-values.ts';
import type { Context } from '#platform/context.ts';
import type { ContactRow } from '#platform/database/tables.generated.ts';
import type { FieldValue } from '#platform/fields/field.ts';

/** Fields that every row carries by themselves. */
const shownAnyway = new Set([
  'name',
  'email',
  'company',
  'portal_state',
  'phone',
  'mobile',
  'job_title',
  'created_at',
  'updated_at',
  'last_sign_in_at',
]);

/** A contact as a list shows it. */
export interface ListedContact
  extends Pick<
    Selectable<ContactRow>,
    'id' | 'name' | 'sort_key' | 'job_title' | 'phone' | 'mobile' | 'created_at' | 'updated_at' | 'last_sign_in_at'
  > {
  email: string | null;
  /** The primary one. */
  company: string | null;
  company_id: number | null;
  portal_state: PortalState;
  /** The agent or contact admin who has locked him. */
  locked_by_name: string | null;
  /** What his photo's address changes with; null without one. */
  photo_key: string | null;
  /** Of the fields that were asked for, by name as conditions write it. */
  values: Record<string, FieldValue>;
}

/** The rows of these contacts in the order of the ids, with the values of `columns`, in the running transaction. */
export async function contactRows(
  { db, clock }: Context,
  ids: readonly number[],
  columns: readonly FilterField[] = [],
): Promise<ListedContact[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('contact')
    .leftJoin('contact_email', (join) =>
      join.onRef('contact_email.contact_id', '=', 'contact.id').on('contact_email.is_primary', '=', true),
    )
    .leftJoin('membership', (join) =>
      join.onRef('membership.contact_id', '=', 'contact.id').on('membership.is_primary', '=', true),
    )
    .leftJoin('company', 'company.id', 'membership.company_id')
    .leftJoin('contact_photo', 'contact_photo.contact_id', 'contact.id')
    .leftJoin('agent as locking_agent', 'locking_agent.id', 'contact.locked_by_agent_id')
    .leftJoin('contact as locking_contact', 'locking_contact.id', 'contact.locked_by_contact_id')
    .select(['contact.id', 'contact.name', 'contact.sort_key', 'contact.job_title', 'contact.phone', 'contact.mobile'])
    .select([
      'contact.last_sign_in_at',
      'contact.created_at',
      'contact.updated_at',
      'contact.portal_access',
      'contact.locked_at',
      'contact.locked_until',
      'contact.deactivated_at',
      'contact.deleted_at',
    ])
    .select(['contact_email.email', 'company.name as company', 'company.id as company_id'])
    .select('contact_photo.key as photo_key')
    .select((row) => row.fn.coalesce('locking_agent.name', 'locking_contact.name').as('locked_by_name'))
    .select(columnValues(contactRecord, columns, shownAnyway).as('values'))
    .where(sql<boolean>`contact.id = any(${ids}::bigint[])`)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const now = clock.now();
  return ids.flatMap((id) => {
    const found = byId.get(id);
    if (!found) return [];
    const { portal_access, locked_at, locked_until, deactivated_at, deleted_at, ...row } = found;
    const state = { portal_access, locked_at, locked_until, deactivated_at, deleted_at };
    return { ...row, portal_state: portalStateOf(state, now) };
  });
}
