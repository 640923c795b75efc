-- What triggers keep beside contacts, made quick where a table has grown since anybody counted it. PostgreSQL then takes a
-- large table for an empty one, and a join of it with what a statement has changed may read all of it, once for every row.
-- So nothing is joined: rows that a statement has changed are found by their keys, one array of them for each account.

create or replace function index_field_values() returns trigger language plpgsql as $$
declare
  record constant text := tg_argv[0];
  of_account bigint;
  changed bigint[];
  came text := 'new_rows';
begin
  -- Apart, for a deletion has no new rows that could be asked about.
  if tg_op = 'INSERT' then
    if not exists (select from new_rows where custom_fields <> '{}') then return null; end if;
  end if;
  for of_account, changed in execute case tg_op
    when 'DELETE' then 'select account_id, array_agg(id) from old_rows group by account_id'
    when 'INSERT' then 'select account_id, null::bigint[] from new_rows group by account_id'
    else 'select account_id, array_agg(id) from (
      select account_id, id, custom_fields from new_rows except select account_id, id, custom_fields from old_rows) r
      group by account_id' end
  loop
    -- Whoever makes a field one of unique values waits for those who write, and they for him.
    perform pg_advisory_xact_lock_shared(12, (of_account % 2147483647)::integer);
    -- One who sees all at one moment (an import) would see the switch as it was before he waited: this makes him begin anew.
    if current_setting('transaction_isolation') <> 'read committed' then
      perform from custom_field f where f.account_id = of_account and f.record = tg_argv[0] for share;
    end if;
    if changed is not null then
      execute format('delete from %1$s_field_value where account_id = $1 and %1$s_id = any ($2)', record)
      using of_account, changed;
    end if;
    if tg_op = 'DELETE' then continue; end if;
    execute format($sql$
      insert into %1$s_field_value (account_id, field_id, %1$s_id, value_key, number_value, date_value, is_unique)
      select $1, f.id, r.id, field_value_key(value #>> '{}', f.kind),
        case when f.kind in ('number', 'decimal') then (value #>> '{}')::double precision end,
        case when f.kind = 'date' then (value #>> '{}')::date end, f.is_unique and f.deleted_at is null
      from new_rows r cross join lateral jsonb_each(r.custom_fields)
      join custom_field f on f.account_id = $1 and f.record = %1$L and f.name = key
      where r.account_id = $1 and ($2 is null or r.id = any ($2)) and f.kind <> 'paragraph' and value <> 'null'
      order by 2, 4
      $sql$, record) using of_account, changed;
  end loop;
  return null;
end $$;

create or replace function index_contact_tags() returns trigger language plpgsql as $$
declare
  of_account bigint;
  changed bigint[];
begin
  if tg_op = 'INSERT' then
    if not exists (select from new_rows where tags <> '{}') then return null; end if;
  end if;
  for of_account, changed in execute case tg_op
    when 'DELETE' then 'select account_id, array_agg(id) from old_rows group by account_id'
    when 'INSERT' then 'select account_id, null::bigint[] from new_rows group by account_id'
    else 'select account_id, array_agg(id) from (
      select account_id, id, tags from new_rows except select account_id, id, tags from old_rows) r
      group by account_id' end
  loop
    if changed is not null then
      execute 'delete from contact_tag where account_id = $1 and contact_id = any ($2)' using of_account, changed;
    end if;
    if tg_op = 'DELETE' then continue; end if;
    -- Of two tags that differ in nothing that counts, one.
    execute $sql$
      insert into contact_tag (account_id, contact_id, tag_key, tag)
      select $1, id, tag_key, min(tag collate "C") from (
        select r.id, tag, field_value_key(tag) as tag_key
        from new_rows r cross join lateral unnest(r.tags) tag
        where r.account_id = $1 and ($2 is null or r.id = any ($2))) came
      group by id, tag_key order by tag_key, id
      $sql$ using of_account, changed;
  end loop;
  return null;
end $$;
