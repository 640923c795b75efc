import { type RawBuilder, sql } from 'kysely';
import { accountOf, type ChunkWork, customKeyOf, hasTarget, uniqueCustomTargets, uniqueTargets } from './chunk-work.ts';

/**
 * A select of (row_number, contact_id): every contact that a staged row names in any way, by an address, by a value that
 * only one contact may have or by a phone, also where a stronger key matches another one. `schema` says where they are
 * looked for; none is wherever the statement's own tables are.
 */
export function namedContacts(work: ChunkWork, schema?: 'public'): RawBuilder<unknown> {
  const { plan } = work;
  const account = accountOf(work);
  const contact = sql.table(schema ? `${schema}.contact` : 'contact');
  const contactEmail = sql.table(schema ? `${schema}.contact_email` : 'contact_email');
  const contactFieldValue = sql.table(schema ? `${schema}.contact_field_value` : 'contact_field_value');
  const byColumn = (rows: RawBuilder<unknown>, column: string, value: RawBuilder<unknown>) =>
    sql`select s.row_number, c.id from ${rows}
      join ${contact} c on c.account_id = ${account} and c.${sql.ref(column)} = ${value}`;
  const ways = [
    sql`select null::integer as row_number, null::bigint as contact_id where false`,
    ...(hasTarget(plan, 'email')
      ? [
          sql`select s.row_number, e.contact_id from staged s
            join ${contactEmail} e on e.account_id = ${account} and e.email = s.email`,
        ]
      : []),
    ...(hasTarget(plan, 'other_emails')
      ? [
          sql`select s.row_number, e.contact_id from staged s cross join unnest(s.other_emails) o (email)
            join ${contactEmail} e on e.account_id = ${account} and e.email = o.email`,
        ]
      : []),
    ...uniqueTargets(plan).map(({ ref }) => byColumn(sql`staged s`, ref, sql.ref(`s.${ref}`))),
    ...uniqueCustomTargets(plan).map(
      (target) => sql`
        select s.row_number, v.contact_id from staged s cross join lateral (
          select contact_id from ${contactFieldValue} where account_id = ${account}
            and field_id = ${sql.lit(target.field.custom_field_id!)} and value_key = ${customKeyOf(target)} offset 0) v`,
    ),
    ...(plan.can_match_by_phone
      ? ['phone_e164', 'mobile_e164'].map((column) =>
          byColumn(sql`staged s cross join unnest(s.match_phones) n (e164)`, column, sql`n.e164`),
        )
      : []),
  ];
  return sql.join(ways, sql` union all `);
}
