import { type RawBuilder, sql } from 'kysely';

/** The names of the fields stay, old and new value are nothing: no other change has that. */
export const blankChanges = sql`(select jsonb_object_agg(key, '[null, null]'::jsonb) from jsonb_object_keys(changes) key)`;

/** What a sentence about a row mentions becomes an ellipsis; which sentence it is, and of which column, stays. */
export function blankTroubles(column: 'problems' | 'warnings'): RawBuilder<unknown> {
  return sql`(
    select jsonb_agg(case when jsonb_exists(one, 'values') then one || jsonb_build_object('values', (
      select coalesce(jsonb_object_agg(key, '"…"'::jsonb), '{}') from jsonb_object_keys(one -> 'values') key)) else one end)
    from jsonb_array_elements(${sql.ref(column)}) one)`;
}
