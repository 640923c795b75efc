-- Indexes of the account's own fields and of tags. The values stay where they are, in custom_fields and tags, which no index
-- serves under row-level security; what stands here is kept by triggers, so that no writer has to think of it. Nothing else
-- writes here: checking references at every row would cost more than all the rest. See docs/decisions/value-index.md.

alter table custom_field
  add column is_required_for_customers boolean not null default false,
  add column is_editable_by_customers boolean not null default false,
  add column is_unique boolean not null default false;

-- A value as it is compared: letter case, width and blanks make no difference, signs within a phone number don't either. A
-- long one is cut, with a digest of all of it in the place of its end. For filters, for what is unique and for tags.
create function field_value_key(value text, kind text default 'text') returns text
  language plpgsql immutable strict parallel safe as $$
declare
  key text := value;
begin
  if octet_length(key) <> length(key) then key := normalize(key, NFKC); end if;
  key := btrim(lower(key collate "default"));
  if kind = 'phone' and key ~ '[0-9]{3}' then key := regexp_replace(key, '[-\s().]', '', 'g'); end if;
  if position('  ' in key) > 0 then key := regexp_replace(key, ' {2,}', ' ', 'g'); end if;
  return case when length(key) > 200 then left(key, 168) || md5(key) else key end;
end $$;

create table contact_field_value (
  account_id bigint not null,
  field_id bigint not null,
  contact_id bigint not null,
  value_key text collate "C" not null,
  -- Of numbers and decimals.
  number_value double precision,
  -- Of dates.
  date_value date,
  -- Whether the field is one of which no two contacts may have the same value.
  is_unique boolean not null default false,
  primary key (account_id, contact_id, field_id)
);
create index contact_field_value_key on contact_field_value (account_id, field_id, value_key, contact_id);
create index contact_field_value_number on contact_field_value (account_id, field_id, number_value, contact_id)
  where number_value is not null;
create index contact_field_value_date on contact_field_value (account_id, field_id, date_value, contact_id)
  where date_value is not null;
create unique index contact_field_value_is_unique on contact_field_value (account_id, field_id, value_key) where is_unique;
select maru_isolate('contact_field_value');

create table company_field_value (
  account_id bigint not null,
  field_id bigint not null,
  company_id bigint not null,
  value_key text collate "C" not null,
  number_value double precision,
  date_value date,
  is_unique boolean not null default false,
  primary key (account_id, company_id, field_id)
);
create index company_field_value_key on company_field_value (account_id, field_id, value_key, company_id);
create index company_field_value_number on company_field_value (account_id, field_id, number_value, company_id)
  where number_value is not null;
create index company_field_value_date on company_field_value (account_id, field_id, date_value, company_id)
  where date_value is not null;
create unique index company_field_value_is_unique on company_field_value (account_id, field_id, value_key) where is_unique;
select maru_isolate('company_field_value');

-- The tags of contacts: `tag_key` is what is compared, field_value_key(tag), and `tag` how the contact spells it.
create table contact_tag (
  account_id bigint not null,
  tag_key text collate "C" not null,
  contact_id bigint not null,
  tag text collate "C" not null,
  primary key (account_id, tag_key, contact_id)
);
create index contact_tag_of_contact on contact_tag (account_id, contact_id);
select maru_isolate('contact_tag');

-- Values of all fields but paragraphs, of deleted fields and records too: they may be restored. Statements are put together
-- each time, since a plan made for one row is ruinous for ten thousand, and the other way round.
create function index_field_values() returns trigger language plpgsql as $$
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

create function index_contact_tags() returns trigger language plpgsql as $$
declare
  -- Of two that differ in nothing that counts, one.
  tags_of constant text := 'select r.account_id, r.id, field_value_key(t) as tag_key, min(t collate "C") as tag
    from %s r cross join lateral unnest(r.tags) t group by 1, 2, 3';
  came text := format(tags_of, 'new_rows');
begin
  if tg_op = 'DELETE' then
    execute 'delete from contact_tag t using old_rows r where t.account_id = r.account_id and t.contact_id = r.id';
    return null;
  end if;
  if tg_op = 'INSERT' and not exists (select from new_rows where tags <> '{}') then return null; end if;
  if tg_op = 'UPDATE' then
    if not exists (select account_id, id, tags from new_rows except select account_id, id, tags from old_rows)
    then return null; end if;
    execute format($sql$
      delete from contact_tag t using (%s except %s) gone
      where t.account_id = gone.account_id and t.tag_key = gone.tag_key and t.contact_id = gone.id
      $sql$, format(tags_of, 'old_rows'), came);
    came := came || ' except ' || format(tags_of, 'old_rows');
  end if;
  execute format($sql$
    insert into contact_tag (account_id, contact_id, tag_key, tag)
    select account_id, id, tag_key, tag from (%s) came order by tag_key, id
    $sql$, came);
  return null;
end $$;

create trigger field_values_of_new after insert on contact referencing new table as new_rows
  for each statement execute function index_field_values('contact');
create trigger field_values_of_changed after update on contact referencing old table as old_rows new table as new_rows
  for each statement execute function index_field_values('contact');
create trigger field_values_of_gone after delete on contact referencing old table as old_rows
  for each statement execute function index_field_values('contact');
create trigger tags_of_new after insert on contact referencing new table as new_rows
  for each statement execute function index_contact_tags();
create trigger tags_of_changed after update on contact referencing old table as old_rows new table as new_rows
  for each statement execute function index_contact_tags();
create trigger tags_of_gone after delete on contact referencing old table as old_rows
  for each statement execute function index_contact_tags();
create trigger field_values_of_new after insert on company referencing new table as new_rows
  for each statement execute function index_field_values('company');
create trigger field_values_of_changed after update on company referencing old table as old_rows new table as new_rows
  for each statement execute function index_field_values('company');
create trigger field_values_of_gone after delete on company referencing old table as old_rows
  for each statement execute function index_field_values('company');

insert into contact_field_value (account_id, field_id, contact_id, value_key, number_value, date_value)
select r.account_id, f.id, r.id, field_value_key(e.value #>> '{}', f.kind),
  case when f.kind in ('number', 'decimal') then (e.value #>> '{}')::double precision end,
  case when f.kind = 'date' then (e.value #>> '{}')::date end
from contact r cross join lateral jsonb_each(r.custom_fields) e
join custom_field f on f.account_id = r.account_id and f.record = 'contact' and f.name = e.key
where f.kind <> 'paragraph' and e.value <> 'null';
insert into company_field_value (account_id, field_id, company_id, value_key, number_value, date_value)
select r.account_id, f.id, r.id, field_value_key(e.value #>> '{}', f.kind),
  case when f.kind in ('number', 'decimal') then (e.value #>> '{}')::double precision end,
  case when f.kind = 'date' then (e.value #>> '{}')::date end
from company r cross join lateral jsonb_each(r.custom_fields) e
join custom_field f on f.account_id = r.account_id and f.record = 'company' and f.name = e.key
where f.kind <> 'paragraph' and e.value <> 'null';
insert into contact_tag (account_id, tag_key, contact_id, tag)
select account_id, field_value_key(t), id, min(t collate "C") from contact cross join lateral unnest(tags) t group by 1, 2, 3;
analyze contact_field_value, company_field_value, contact_tag;
