import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { type SearchedValues, searchText } from './search-text.ts';

/** Writes what search looks through for these contacts, in the running transaction: every act that changes a searched value calls it. */
export async function writeContactSearch(ctx: Context, contact_ids: readonly number[]): Promise<void> {
  if (contact_ids.length === 0) return;
  const { rows } = await sql<SearchedValues & { id: number; created_at: Date }>`
    select id, created_at, name, tags, unique_external_id,
      array[phone, phone_e164, mobile, mobile_e164] as phones,
      array(select email from contact_email where contact_id = contact.id order by not is_primary, email) as emails,
      array(
        select company.name from membership join company on company.id = company_id
        where contact_id = contact.id order by not is_primary, company.id
      ) as company_names
    from contact where id = any(${contact_ids}::bigint[])
    order by id
  `.execute(ctx.db);
  const written = rows.map((row) => ({ contact_id: row.id, created_at: row.created_at, ...searchText(row) }));
  await sql`
    insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
    select ${ctx.caller.account_id}, contact_id, txt, array(select jsonb_array_elements_text(bigrams)), created_at
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      as written (contact_id bigint, txt text, bigrams jsonb, created_at timestamptz)
    on conflict (account_id, contact_id) do update set txt = excluded.txt, bigrams = excluded.bigrams
    where (contact_search.txt, contact_search.bigrams) is distinct from (excluded.txt, excluded.bigrams)
  `.execute(ctx.db);
}
