-- Fields of which no two records may have the same value: the switch can be turned while an import runs.
create or replace function index_field_values() returns trigger language plpgsql as $$
declare
  record constant text := tg_argv[0];
  values_of constant text := 'select r.account_id, r.id, e.key, e.value from %s r cross join lateral jsonb_each(r.custom_fields) e';
  came text := format(values_of, 'new_rows');
begin
  if tg_op = 'DELETE' then
    execute format(
      'delete from %1$s_field_value v using old_rows r where v.account_id = r.account_id and v.%1$s_id = r.id', record);
    return null;
  end if;
  if tg_op = 'UPDATE' then
    if not exists (
      select account_id, id, custom_fields from new_rows except select account_id, id, custom_fields from old_rows)
    then return null; end if;
  elsif not exists (select from new_rows where custom_fields <> '{}') then return null; end if;
  -- Whoever makes a field one of unique values waits for those who write, and they for him.
  perform pg_advisory_xact_lock_shared(12, (account_id % 2147483647)::integer) from (select distinct account_id from new_rows) a;
  -- One who sees all at one moment (an import) would see the switch as it was before he waited: this makes him begin anew.
  if current_setting('transaction_isolation') <> 'read committed' then
    perform from custom_field f where f.account_id in (select account_id from new_rows) and f.record = tg_argv[0] for share;
  end if;
  if tg_op = 'UPDATE' then
    execute format($sql$
      delete from %1$s_field_value v
      using (%2$s except %3$s) gone join custom_field f on f.account_id = gone.account_id and f.record = %1$L and f.name = gone.key
      where v.account_id = gone.account_id and v.%1$s_id = gone.id and v.field_id = f.id
      $sql$, record, format(values_of, 'old_rows'), came);
    came := came || ' except ' || format(values_of, 'old_rows');
  end if;
  execute format($sql$
    insert into %1$s_field_value (account_id, field_id, %1$s_id, value_key, number_value, date_value, is_unique)
    select came.account_id, f.id, came.id, field_value_key(came.value #>> '{}', f.kind),
      case when f.kind in ('number', 'decimal') then (came.value #>> '{}')::double precision end,
      case when f.kind = 'date' then (came.value #>> '{}')::date end, f.is_unique and f.deleted_at is null
    from (%2$s) came join custom_field f on f.account_id = came.account_id and f.record = %1$L and f.name = came.key
    where f.kind <> 'paragraph' and came.value <> 'null'
    order by 2, 4
    $sql$, record, came);
  return null;
end $$;
