import { type RawBuilder, sql } from 'kysely';
import type { OrderSql } from '#features/lists/filter/listed-record.ts';
import { timeOrNever } from '#features/lists/rows/list-order.ts';

/** Where contacts without a company stand, last whichever way the list is sorted: behind every name, or before the first. */
export function placeWithoutCompany(is_descending: boolean): string {
  return is_descending ? '' : '\u{10ffff}';
}

/** How a company stands in the order of companies: by name, then by id. */
export const companyPlace = sql<string>`company.sort_key || chr(1) || lpad(company.id::text, 15, '0')`;

/** By the name of the primary company. */
export const companyOrder: OrderSql = { by: placeOfContact(false), byFalling: placeOfContact(true), kind: 'text' };

function placeOfContact(is_descending: boolean): RawBuilder<unknown> {
  return sql`coalesce((
    select ${companyPlace} from membership join company on company.id = membership.company_id
    where membership.contact_id = contact.id and membership.is_primary), ${placeWithoutCompany(is_descending)}) collate "C"`;
}

/** When a contact was in last, as an index holds it. */
export const lastSignIn = timeOrNever(sql.ref('contact.last_sign_in_at'));

/** The orders of contacts that an index holds. */
export const contactOrders: Readonly<Record<string, OrderSql>> = {
  name: { by: sql.ref('contact.sort_key'), kind: 'text' },
  created_at: { by: sql.ref('contact.created_at'), kind: 'time' },
  updated_at: { by: sql.ref('contact.updated_at'), kind: 'time' },
  last_sign_in_at: { by: lastSignIn, kind: 'time' },
};
