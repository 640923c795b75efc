import { sql } from 'kysely';
import type { OrderSql } from '#features/lists/filter/listed-record.ts';
import { timeOrNever } from '#features/lists/rows/list-order.ts';

/** Behind every name of a company: contacts without one come last. */
export const withoutCompany = '\u{10ffff}';

/** How a company stands in the order of companies: by name, then by id. */
export const companyPlace = sql<string>`company.sort_key || chr(1) || lpad(company.id::text, 15, '0')`;

/** By the name of the primary company. */
export const companyOrder: OrderSql = {
  by: sql`coalesce((
    select ${companyPlace} from membership join company on company.id = membership.company_id
    where membership.contact_id = contact.id and membership.is_primary), ${withoutCompany}) collate "C"`,
  kind: 'text',
};

/** The orders of contacts that an index holds. */
export const contactOrders: Readonly<Record<string, OrderSql>> = {
  name: { by: sql.ref('contact.sort_key'), kind: 'text' },
  created_at: { by: sql.ref('contact.created_at'), kind: 'time' },
  updated_at: { by: sql.ref('contact.updated_at'), kind: 'time' },
  last_sign_in_at: { by: timeOrNever(sql.ref('contact.last_sign_in_at')), kind: 'time' },
};
