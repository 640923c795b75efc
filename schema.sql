-- What the migrations add up to. Written by `npm run generate`: read it, change a migration.

create extension pg_trgm;

create or replace function maru_isolate(isolated regclass, account_column name default 'account_id'::name)
 returns void
 language plpgsql
as $function$
begin
  execute format('alter table %s enable row level security', isolated);
  execute format(
    'create policy account on %s using (%I = nullif(current_setting(''maru.account_id'', true), '''')::bigint)',
    isolated, account_column);
end $function$;

create or replace function account_of_host(asked text)
 returns bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select coalesce(
    (select account_id from account_host where host = lower(asked)),
    (select min(id) from account having count(*) = 1))
$function$;

create or replace function all_account_ids()
 returns setof bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select id from account order by id
$function$;

create or replace function search_contacts(likes text[], regexes text[], pieces text[], wanted integer, after_at timestamp with time zone default null::timestamp with time zone, after_id bigint default null::bigint)
 returns table(contact_id bigint, created_at timestamp with time zone)
 language plpgsql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
declare
  mine text := format('account_id = %L::bigint', nullif(current_setting('maru.account_id', true), ''));
  matches text := 'true';
  word text;
  newest constant text := 'order by created_at desc, contact_id desc limit';
  walked_count bigint := 2000;
  found_count integer;
  ids bigint[];
  times timestamptz[];
begin
  foreach word in array likes loop matches := matches || format(' and txt like %L', word); end loop;
  foreach word in array regexes loop matches := matches || format(' and txt ~ %L', word); end loop;
  if after_at is not null then
    mine := mine || format(' and (created_at, contact_id) < (%L::timestamptz, %L::bigint)', after_at, after_id);
  end if;
  execute format(
    'select count(*) from (select txt from contact_search where %s %s %s) walked where %s',
    mine, newest, walked_count, matches) into found_count;
  -- To find what is wanted, walking passes wanted / density rows and the index density * all; at a million rows they meet here.
  if found_count < wanted and found_count > 2 * sqrt(wanted) then
    walked_count := greatest(20000, 3 * wanted * walked_count / found_count);
  end if;
  if found_count >= wanted or walked_count > 2000 then
    execute format(
      'select array_agg(contact_id), array_agg(created_at) from (
         select contact_id, created_at from
           (select contact_id, created_at, txt from contact_search where %s %s %s) walked
         where %s %s %s) matching',
      mine, newest, walked_count, matches, newest, wanted) into ids, times;
    if cardinality(ids) >= wanted then
      return query select * from unnest(ids, times);
      return;
    end if;
  end if;
  if cardinality(pieces) > 0 then matches := matches || format(' and bigrams @> %L::text[]', pieces); end if;
  return query execute format(
    'with matching as materialized (select contact_id, created_at from contact_search where %s and %s)
     select * from matching %s %s', mine, matches, newest, wanted);
end $function$;

create or replace function make_change_log_months(first_day date, months integer)
 returns void
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
as $function$
declare
  starts date := date_trunc('month', first_day)::date;
  part text;
begin
  for n in 0..months loop
    part := 'change_log_' || to_char(starts, 'YYYY_MM');
    if to_regclass(part) is null
       and not exists (
         select from change_log_rest
         where at >= starts::timestamp at time zone 'UTC' and at < (starts + interval '1 month') at time zone 'UTC') then
      execute format('create table %I partition of change_log for values from (%L) to (%L)',
        part, starts::timestamp at time zone 'UTC', (starts + interval '1 month') at time zone 'UTC');
      perform maru_isolate(part::regclass);
    end if;
    starts := (starts + interval '1 month')::date;
  end loop;
end $function$;

create or replace function accounts_with_due_mail(by_then timestamp with time zone)
 returns setof bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select a.id from account a
  where exists (
    select from mail_message m
    where m.account_id = a.id and m.state in ('waiting', 'sending') and not m.is_paced and m.send_after <= by_then
      and (m.agent_id is not null or a.is_mail_to_customers_on))
  or a.is_mail_to_customers_on and exists (
    select from mail_message m
    where m.account_id = a.id and m.state in ('waiting', 'sending') and m.is_paced and m.send_after <= by_then)
  order by a.id
$function$;

create or replace function accounts_with_waiting_imports(by_then timestamp with time zone)
 returns setof bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select distinct account_id from import
  where state in ('checking', 'running', 'undoing') and (lease_until is null or lease_until < by_then)
  order by account_id
$function$;

create or replace function analyze_for_import()
 returns void
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
as $function$
begin
  analyze contact_email (account_id, email, contact_id, likeness_key);
  perform analyze_companies_for_import();
  analyze contact (account_id, id, unique_external_id, phone_e164, mobile_e164);
  analyze contact_tag;
  analyze contact_field_value;
  analyze membership (account_id, contact_id, company_id);
  analyze duplicate_name;
  analyze duplicate_pair;
end $function$;

create or replace function accounts_with_due_bulk_actions(by_then timestamp with time zone)
 returns setof bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select distinct account_id from bulk_action
  where state in ('waiting', 'running') and start_after <= by_then and (lease_until is null or lease_until < by_then)
  order by account_id
$function$;

create or replace function end_import_sessions(ended_import bigint)
 returns boolean
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
as $function$
declare
  named constant text := format('maru import %s of account %s', ended_import, current_setting('maru.account_id', true));
  session integer;
begin
  for session in
    select pid from pg_stat_activity
    where datname = current_database() and application_name = named and pid <> pg_backend_pid()
  loop
    perform pg_terminate_backend(session, 3000);
  end loop;
  perform pg_stat_clear_snapshot();
  return not exists (
    select from pg_stat_activity
    where datname = current_database() and application_name = named and pid <> pg_backend_pid());
end $function$;

create or replace function analyze_companies_for_import()
 returns void
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
as $function$
begin
  analyze company (account_id, id, name_key, unique_external_id, parent_company_id);
  analyze company_domain (account_id, domain, company_id);
end $function$;

create or replace function field_value_key(value text, kind text default 'text'::text)
 returns text
 language plpgsql
 immutable parallel safe strict
as $function$
declare
  key text := value;
begin
  if octet_length(key) <> length(key) then key := normalize(key, NFKC); end if;
  key := btrim(lower(key collate "default"));
  if kind = 'phone' and key ~ '[0-9]{3}' then key := regexp_replace(key, '[-\s().]', '', 'g'); end if;
  if position('  ' in key) > 0 then key := regexp_replace(key, ' {2,}', ' ', 'g'); end if;
  return case when length(key) > 200 then left(key, 168) || md5(key) else key end;
end $function$;

create or replace function index_field_values()
 returns trigger
 language plpgsql
as $function$
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
end $function$;

create or replace function index_contact_tags()
 returns trigger
 language plpgsql
as $function$
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
end $function$;

create or replace function folded_text(txt text)
 returns text
 language sql
 immutable parallel safe strict
as $function$
  select case when octet_length(txt) = length(txt) then lower(txt)
    else replace(replace(replace(replace(translate(normalize(regexp_replace(normalize(lower(txt), NFKD),
      '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0901-\u0902\u093a\u093c\u0941-\u0948\u094d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1dc0-\u1dff\u20d0-\u20dc\u3099\u309a\ufe20-\ufe2f]',
      '', 'g'), NFC), 'øłđðıħŋŧ', 'olddihnt'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') end
$function$;

create or replace function company_search_text(name_key text, external_id text, domains text[])
 returns text
 language sql
 immutable parallel safe
as $function$
  select left(' ' || string_agg(word, ' ' order by place) || ' ', 2000) from (
    select word, min(place) as place from (
      select word, place from regexp_split_to_table(folded_text(concat_ws(' ', name_key, array_to_string(domains, ' '), external_id)), '\s+')
        with ordinality as words (word, place)
      union all
      select regexp_replace(word, '\D', '', 'g'), 1000 + place from regexp_split_to_table(folded_text(concat_ws(' ', name_key, external_id)), '\s+')
        with ordinality as words (word, place)
      where word ~ '^\+?[0-9().-]*[0-9][0-9().-]*$' and word ~ '[^0-9]'
    ) every where word <> '' group by word) each
$function$;

create or replace function hangul_pieces(txt text)
 returns text[]
 language sql
 immutable parallel safe strict
as $function$
  select coalesce(array_agg(distinct piece), '{}') from regexp_matches(txt, '[가-힣]+', 'g') as runs (run)
  cross join lateral (
    select run[1] as word,
      (select array_agg(substr('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ', (ascii(letter) - 44032) / 588 + 1, 1) order by place)
       from regexp_split_to_table(run[1], '') with ordinality as letters (letter, place)) as initials) w
  cross join lateral (
    select '^' || initials[1] as piece
    union all select substr(word, place, 2) from generate_series(1, length(word) - 1) place
    union all select initials[place] || initials[place + 1] from generate_series(1, length(word) - 1) place) p
  where txt ~ '[가-힣]'
$function$;

create or replace function write_company_search(account bigint, company_ids bigint[])
 returns void
 language sql
as $function$
  delete from company_search s using company c
  where s.account_id = account and s.company_id = any (company_ids)
    and c.account_id = account and c.id = s.company_id and c.deleted_at is not null;
  insert into company_search (account_id, company_id, txt, bigrams)
  select account, c.id, t.txt, hangul_pieces(t.txt) from company c
  cross join lateral (
    select company_search_text(c.name_key, c.unique_external_id, array(
      select domain from company_domain d where d.account_id = account and d.company_id = c.id order by domain)) as txt
    offset 0) t
  left join company_search s on s.account_id = account and s.company_id = c.id
  where c.account_id = account and c.id = any (company_ids) and c.deleted_at is null and s.txt is distinct from t.txt
  order by c.id
  on conflict (account_id, company_id) do update set txt = excluded.txt, bigrams = excluded.bigrams
$function$;

create or replace function index_companies()
 returns trigger
 language plpgsql
as $function$
declare
  account bigint;
begin
  for account in select distinct account_id from new_rows loop
    perform write_company_search(account, array(select id from new_rows where account_id = account));
  end loop;
  return null;
end $function$;

create or replace function index_companies_of_domains()
 returns trigger
 language plpgsql
as $function$
declare
  account bigint;
begin
  for account in select distinct account_id from rows_written loop
    perform write_company_search(account, array(select distinct company_id from rows_written where account_id = account));
  end loop;
  return null;
end $function$;

create or replace function search_companies(likes text[], regexes text[], pieces text[], wanted integer)
 returns setof bigint
 language plpgsql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
declare
  matches text := format('account_id = %L::bigint', nullif(current_setting('maru.account_id', true), ''));
  word text;
begin
  foreach word in array likes loop matches := matches || format(' and txt like %L', word); end loop;
  foreach word in array regexes loop matches := matches || format(' and txt ~ %L', word); end loop;
  if cardinality(pieces) > 0 then matches := matches || format(' and bigrams @> %L::text[]', pieces); end if;
  return query execute format('select company_id from company_search where %s limit %s', matches, wanted);
end $function$;

create or replace function contacts_to_collect(collecting_company bigint, wanted integer)
 returns table(contact_id bigint, email text)
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  with mine as materialized (
    select d.account_id, d.domain, reverse(d.domain) as beginning from company_domain d
    where d.account_id = nullif(current_setting('maru.account_id', true), '')::bigint and d.company_id = collecting_company
  ), nearer as materialized (
    select o.domain from company_domain o
    where o.account_id = nullif(current_setting('maru.account_id', true), '')::bigint and o.company_id <> collecting_company
      and exists (select from mine where right(o.domain, length(mine.domain) + 1) = '.' || mine.domain)
  )
  select e.contact_id, min(e.email) from mine
  cross join lateral (
    select a.account_id, a.contact_id, a.email, split_part(a.email, '@', 2) as domain from contact_email a
    where a.account_id = mine.account_id and a.state = 'verified'
      and (reverse(split_part(a.email, '@', 2)) = mine.beginning
        or (reverse(split_part(a.email, '@', 2)) >= mine.beginning || '.'
          and reverse(split_part(a.email, '@', 2)) < mine.beginning || '/'))) e
  join contact c on c.account_id = e.account_id and c.id = e.contact_id and c.deleted_at is null
  where not exists (select from membership m where m.account_id = e.account_id and m.contact_id = e.contact_id)
    and not exists (
      select from nearer where nearer.domain = e.domain or right(e.domain, length(nearer.domain) + 1) = '.' || nearer.domain)
  group by e.contact_id order by e.contact_id limit wanted
$function$;

create or replace function is_one_letter_off(one text, other text)
 returns boolean
 language sql
 immutable
as $function$
  select one <> other and abs(length(one) - length(other)) < 2 and exists (
    select from generate_series(0, length(one)) p
    where left(one, p) = left(other, p) and (
      substr(one, p + 2) = substr(other, p + 2)
      or substr(one, p + 2) = substr(other, p + 1)
      or substr(one, p + 1) = substr(other, p + 2)
      or (substr(one, p + 1, 1) = substr(other, p + 2, 1) and substr(one, p + 2, 1) = substr(other, p + 1, 1)
        and substr(one, p + 3) = substr(other, p + 3))))
$function$;

create or replace function is_mistyped_domain(one text, other text)
 returns boolean
 language sql
 immutable
as $function$
  select is_mail_provider(split_part(one, '@', 2)) <> is_mail_provider(split_part(other, '@', 2))
    and is_one_letter_off(split_part(one, '@', 2), split_part(other, '@', 2))
$function$;

create or replace function write_duplicate_pairs(of_account bigint, changed bigint[], groups bigint[], members bigint[])
 returns void
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
begin
  if cardinality(changed) = 0 and cardinality(members) = 0 then return; end if;
  with grouped as materialized (
    select * from unnest(groups, members) g (number, id)
  ), met as (
    select distinct m.id, o.id as other_id
    from (select array_agg(id) as ids from grouped group by number having count(*) between 2 and 3) g
    cross join lateral unnest(ids) m (id) cross join lateral unnest(ids) o (id)
    where m.id < o.id
  ), concerned as materialized (
    select unnest(changed) as id
    union select unnest(ids) from (select array_agg(id) as ids from grouped group by number having count(*) > 3) g
  ), asked as materialized (
    select id, other_id from met
    union select x.id, p.other_contact_id from concerned x cross join lateral (
      select other_contact_id from duplicate_pair where account_id = of_account and contact_id = x.id offset 0) p
    union select p.contact_id, x.id from concerned x cross join lateral (
      select contact_id from duplicate_pair where account_id = of_account and other_contact_id = x.id offset 0) p
  ), judged as materialized (
    select a.id, a.other_id,
      c.id is not null and exists (
        select from (select unnest(array[c.phone_e164, c.mobile_e164]) intersect select unnest(array[o.phone_e164, o.mobile_e164])) n (e164)
        where e164 is not null and (
          select count(*) from (
            (select id from contact where account_id = of_account and phone_e164 = e164 and deleted_at is null order by id limit 4)
            union
            (select id from contact where account_id = of_account and mobile_e164 = e164 and deleted_at is null order by id limit 4)
          ) sharing) <= 3) as has_same_phone,
      c.id is not null and exists (
        select from duplicate_name n join duplicate_name m
          on m.account_id = of_account and m.contact_id = o.id and m.company_id = n.company_id and m.sort_key = n.sort_key
        where n.account_id = of_account and n.contact_id = c.id and (
          select count(*) from (
            select from duplicate_name where account_id = of_account and company_id = n.company_id and sort_key = n.sort_key limit 4
          ) sharing) <= 3) as has_same_name,
      c.id is not null and exists (
        select from contact_email e join contact_email f
          on f.account_id = of_account and f.contact_id = o.id
            and split_part(f.likeness_key, '@', 1) = split_part(e.likeness_key, '@', 1)
        where e.account_id = of_account and e.contact_id = c.id and (
          (c.sort_key = o.sort_key and is_telling_local(split_part(e.likeness_key, '@', 1)) and (
            select count(*) from (
              select distinct contact_id from (
                select contact_id from contact_email
                where account_id = of_account and likeness_key >= split_part(e.likeness_key, '@', 1) || '@'
                  and likeness_key < split_part(e.likeness_key, '@', 1) || 'A' limit 21) first
            ) bearing) <= 3)
          or is_mistyped_domain(e.likeness_key, f.likeness_key)
          or (e.likeness_key = f.likeness_key and (
            select count(*) from (
              select distinct k.contact_id from contact_email k cross join lateral (
                select deleted_at from contact where account_id = of_account and id = k.contact_id offset 0) h
              where k.account_id = of_account and k.likeness_key = e.likeness_key and h.deleted_at is null limit 4
            ) sharing) <= 3))) as has_like_address
    from asked a
    left join lateral (
      select * from contact where account_id = of_account and id = a.other_id offset 0) o on o.deleted_at is null
    left join lateral (
      select * from contact where account_id = of_account and id = a.id offset 0) c on c.deleted_at is null and o.id is not null
  ), gone as (
    delete from duplicate_pair p using judged j
    where p.account_id = of_account and p.contact_id = j.id and p.other_contact_id = j.other_id and p.dismissed_at is null
      and not (j.has_same_phone or j.has_same_name or j.has_like_address)
  ), faded as (
    update duplicate_pair p set has_same_phone = false, has_same_name = false, has_like_address = false from judged j
    where p.account_id = of_account and p.contact_id = j.id and p.other_contact_id = j.other_id and p.dismissed_at is not null
      and not (j.has_same_phone or j.has_same_name or j.has_like_address) and p.certainty > 0
  )
  insert into duplicate_pair as p (account_id, contact_id, other_contact_id, has_same_phone, has_same_name, has_like_address)
  select of_account, id, other_id, has_same_phone, has_same_name, has_like_address from judged
  where has_same_phone or has_same_name or has_like_address
  order by id, other_id
  on conflict (account_id, contact_id, other_contact_id) do update
    set has_same_phone = excluded.has_same_phone, has_same_name = excluded.has_same_name,
      has_like_address = excluded.has_like_address
    where (p.has_same_phone, p.has_same_name, p.has_like_address)
      is distinct from (excluded.has_same_phone, excluded.has_same_name, excluded.has_like_address);
end $function$;

create or replace function phone_groups_of_few(of_account bigint, phones text[], out groups bigint[], out members bigint[])
 returns record
 language sql
 stable
 set search_path to 'public', 'pg_temp'
 set enable_nestloop to 'on'
as $function$
  select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
    select number, id, touched, count(*) over (partition by number) as size
    from (select row_number() over () as number, e164, count(*) as touched from unnest(phones) n (e164)
      where e164 is not null group by e164) n
    cross join lateral (
      (select id from contact where account_id = of_account and phone_e164 = n.e164 and deleted_at is null order by id limit 4 + touched)
      union
      (select id from contact where account_id = of_account and mobile_e164 = n.e164 and deleted_at is null order by id limit 4 + touched)
    ) m
  ) grouped where size > 1 and size < 4 + touched
$function$;

create or replace function address_groups_of_few(of_account bigint, keys text[], out groups bigint[], out members bigint[])
 returns record
 language sql
 stable
 set search_path to 'public', 'pg_temp'
 set enable_nestloop to 'on'
as $function$
  with asked as materialized (
    select row_number() over () as number, key, split_part(key, '@', 1) as local, count(*) as touched
    from unnest(keys) k (key) group by key
  ), same as (
    select number, id from (
      select number, touched, m.id, count(*) over (partition by number) as size
      from asked cross join lateral (
        select distinct e.contact_id as id
        from (select contact_id from contact_email where account_id = of_account and likeness_key = asked.key
          order by contact_id limit 4 * (4 + touched)) e
        cross join lateral (
          select deleted_at from contact where account_id = of_account and id = e.contact_id offset 0) c
        where c.deleted_at is null
        order by 1 limit 4 + touched) m
    ) sized where size > 1 and size < 4 + touched
  ), near as materialized (
    select l.number, l.local, l.touched, m.likeness_key, m.contact_id, m.found
    from (
      select (select count(*) from asked) + row_number() over () as number, local, sum(touched)::bigint as touched
      from asked group by local) l
    cross join lateral (
      select likeness_key, contact_id, count(*) over () as found from (
        select likeness_key, contact_id from contact_email
        where account_id = of_account and likeness_key >= l.local || '@' and likeness_key < l.local || 'A'
        limit 17 + 4 * l.touched) first
    ) m
    where m.found > 1
  ), bearers as (
    select number, local, touched, contact_id as id, count(*) over (partition by number) as size
    from (select distinct number, local, touched, contact_id from near) each
  ), rare as (
    select number, id from bearers where size > 3 and size < 4 + touched and is_telling_local(local)
    union all
    select 2 * (select count(*) from asked) + row_number() over (), unnest(ids) from (
      select array_agg(b.id) as ids
      from bearers b cross join lateral (
        select sort_key, deleted_at from contact where account_id = of_account and id = b.id offset 0) c
      where b.size between 2 and 3 and is_telling_local(b.local) and c.deleted_at is null
      group by b.number, c.sort_key having count(*) > 1) namesakes
  ), pairs as (
    select row_number() over () + 3 * (select count(*) from asked) as number, x.id, y.id as other_id
    from (select array_agg(likeness_key) as keys, array_agg(contact_id) as ids from near where found <= 20 group by local) a
    cross join lateral unnest(keys, ids) x (key, id) cross join lateral unnest(keys, ids) y (key, id)
    where is_mail_provider(split_part(x.key, '@', 2)) and x.id <> y.id and is_mistyped_domain(x.key, y.key)
  )
  select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
    select number, id from same union all select number, id from rare
    union all select number, id from pairs union all select number, other_id from pairs) grouped
$function$;

create or replace function write_duplicate_names(of_account bigint, contacts bigint[], out groups bigint[], out members bigint[])
 returns record
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
declare
  companies bigint[];
  names text[];
begin
  with changed as materialized (
    select x.id, c.sort_key, p.company_id, n.sort_key as former_sort_key, n.company_id as former_company_id
    from unnest(contacts) x (id)
    left join lateral (
      select sort_key, deleted_at from contact where account_id = of_account and id = x.id offset 0) c on c.deleted_at is null
    left join lateral (
      select company_id from membership where account_id = of_account and contact_id = x.id and is_primary offset 0) p
      on c.sort_key is not null
    left join lateral (
      select company_id, sort_key from duplicate_name where account_id = of_account and contact_id = x.id offset 0) n on true
    where p.company_id is distinct from n.company_id or (p.company_id is not null and c.sort_key <> n.sort_key)
  ), gone as (
    delete from duplicate_name
    where account_id = of_account and contact_id = any (array(select id from changed where company_id is null))
  ), written as (
    insert into duplicate_name as n (account_id, contact_id, company_id, sort_key)
    select of_account, id, company_id, sort_key from changed where company_id is not null
    on conflict (account_id, contact_id) do update set company_id = excluded.company_id, sort_key = excluded.sort_key
  )
  select coalesce(array_agg(company_id), '{}'), coalesce(array_agg(sort_key), '{}') into companies, names
  from (
    select company_id, sort_key from changed where company_id is not null
    union all select former_company_id, former_sort_key from changed where former_company_id is not null) touched;
  select f.groups, f.members into groups, members from name_groups(of_account, companies, names) f;
end $function$;

create or replace function note_duplicates_of_new_contacts()
 returns trigger
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
declare
  of_account bigint;
  phones text[];
begin
  select min(account_id), array_agg(e164) into of_account, phones
  from new_rows cross join unnest(array[phone_e164, mobile_e164]) n (e164)
  where e164 is not null and deleted_at is null;
  if phones is null then return null; end if;
  perform write_duplicate_pairs(of_account, '{}', g.groups, g.members) from phone_groups(of_account, phones) g;
  return null;
end $function$;

create or replace function note_duplicates_of_changed_contacts()
 returns trigger
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
declare
  of_account bigint;
  changed bigint[];
  renamed bigint[];
  phones text[];
begin
  with new_ones as materialized (
    select account_id, id, sort_key, phone_e164, mobile_e164, deleted_at is null as is_there from new_rows
    except select account_id, id, sort_key, phone_e164, mobile_e164, deleted_at is null from old_rows
  ), old_ones as materialized (
    select account_id, id, sort_key, phone_e164, mobile_e164, deleted_at is null as is_there from old_rows
    except select account_id, id, sort_key, phone_e164, mobile_e164, deleted_at is null from new_rows
  )
  select (select min(account_id) from new_ones), (select array_agg(id) from new_ones),
    (select array_agg(id) from (
      select id, sort_key, is_there from new_ones except select id, sort_key, is_there from old_ones) r),
    (select array_agg(e164) from (table new_ones union all table old_ones) r
      cross join unnest(array[phone_e164, mobile_e164]) n (e164) where e164 is not null)
  into of_account, changed, renamed, phones;
  if changed is null then return null; end if;
  perform write_duplicate_pairs(of_account, changed, g.groups, g.members) from phone_groups(of_account, phones) g;
  if renamed is null then return null; end if;
  perform write_duplicate_pairs(of_account, '{}', g.groups, g.members) from write_duplicate_names(of_account, renamed) g;
  perform write_duplicate_pairs(of_account, renamed, g.groups, g.members) from address_groups(of_account, array(
    select likeness_key from unnest(renamed) r (id) cross join lateral (
      select likeness_key, created_at from contact_email where account_id = of_account and contact_id = r.id offset 0) e)) g;
  return null;
end $function$;

create or replace function note_duplicates_of_gone_contacts()
 returns trigger
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
declare
  of_account bigint;
  gone bigint[];
  phones text[];
begin
  select min(account_id), array_agg(id) into of_account, gone from old_rows;
  if gone is null then return null; end if;
  delete from duplicate_pair where account_id = of_account and contact_id = any (gone);
  delete from duplicate_pair where account_id = of_account and other_contact_id = any (gone);
  select array_agg(e164) into phones
  from old_rows cross join unnest(array[phone_e164, mobile_e164]) n (e164) where e164 is not null;
  perform write_duplicate_pairs(of_account, '{}', g.groups, g.members) from phone_groups(of_account, phones) g;
  perform write_duplicate_pairs(of_account, '{}', g.groups, g.members) from write_duplicate_names(of_account, gone) g;
  return null;
end $function$;

create or replace function note_duplicates_of_memberships()
 returns trigger
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
declare
  of_account bigint;
  contacts bigint[];
begin
  if tg_op = 'INSERT' then
    select min(account_id), array_agg(distinct contact_id) into of_account, contacts from new_rows where is_primary;
  elsif tg_op = 'UPDATE' then
    select min(account_id), array_agg(distinct contact_id) into of_account, contacts
    from (select account_id, contact_id from new_rows union all select account_id, contact_id from old_rows) touched;
  else
    select min(account_id), array_agg(distinct contact_id) into of_account, contacts from old_rows where is_primary;
  end if;
  if contacts is null then return null; end if;
  perform write_duplicate_pairs(of_account, case tg_op when 'INSERT' then '{}' else contacts end, g.groups, g.members)
  from write_duplicate_names(of_account, contacts) g;
  return null;
end $function$;

create or replace function note_duplicates_of_addresses()
 returns trigger
 language plpgsql
 set search_path to 'public', 'pg_temp'
as $function$
declare
  of_account bigint;
  contacts bigint[] := '{}';
  keys text[];
begin
  if tg_op = 'INSERT' then
    select min(account_id), array_agg(likeness_key) into of_account, keys from new_rows;
  elsif tg_op = 'UPDATE' then
    select min(account_id), array_agg(contact_id), array_agg(likeness_key) into of_account, contacts, keys from (
      (select account_id, contact_id, likeness_key from new_rows except select account_id, contact_id, likeness_key from old_rows)
      union all
      (select account_id, contact_id, likeness_key from old_rows except select account_id, contact_id, likeness_key from new_rows)
    ) touched;
  else
    select min(account_id), array_agg(contact_id), array_agg(likeness_key) into of_account, contacts, keys from old_rows;
  end if;
  if keys is null then return null; end if;
  perform write_duplicate_pairs(of_account, contacts, g.groups, g.members) from address_groups(of_account, keys) g;
  return null;
end $function$;

create or replace function phone_groups(of_account bigint, phones text[], out groups bigint[], out members bigint[])
 returns record
 language plpgsql
 stable
 set search_path to 'public', 'pg_temp'
 set enable_nestloop to 'off'
 set enable_hashjoin to 'on'
as $function$
begin
  if cardinality(phones) <= 100 then
    select f.groups, f.members into groups, members from phone_groups_of_few(of_account, phones) f;
    return;
  end if;
  execute $sql$
    with asked as materialized (
      select row_number() over () as number, e164, count(*) as touched
      from unnest($2) n (e164) where e164 is not null group by e164
    ), found as (
      select phone_e164 as e164, id from contact where account_id = $1 and phone_e164 = any ($2) and deleted_at is null
      union
      select mobile_e164, id from contact where account_id = $1 and mobile_e164 = any ($2) and deleted_at is null
    ), sized as (
      select e164, id, count(*) over (partition by e164) as size from found
    )
    select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}')
    from sized join asked using (e164) where size > 1 and size < 4 + touched
    $sql$ into groups, members using of_account, phones;
end $function$;

create or replace function address_groups(of_account bigint, keys text[], out groups bigint[], out members bigint[])
 returns record
 language plpgsql
 stable
 set search_path to 'public', 'pg_temp'
 set enable_nestloop to 'off'
 set enable_hashjoin to 'on'
as $function$
declare
  most constant bigint := 4 * cardinality(keys);
begin
  if cardinality(keys) <= 100
    or (select count(*) from (select from contact_email where account_id = of_account limit most + 1) counted) > most
  then
    select f.groups, f.members into groups, members from address_groups_of_few(of_account, keys) f;
    return;
  end if;
  execute $sql$
    with asked as materialized (
      select row_number() over () as number, key, split_part(key, '@', 1) as local, count(*) as touched
      from unnest($2) k (key) group by key
    ), locals as (
      select (select count(*) from asked) + row_number() over () as number, local, sum(touched)::bigint as touched
      from asked group by local
    ), held as materialized (
      select e.likeness_key as key, split_part(e.likeness_key, '@', 1) as local, e.contact_id as id, c.sort_key
      from (select contact_id, likeness_key from contact_email where account_id = $1) e
      left join (select id, sort_key from contact where account_id = $1 and deleted_at is null) c on c.id = e.contact_id
    ), sized as (
      select key, id, count(*) over (partition by key) as size
      from (select distinct key, id from held where sort_key is not null) each
    ), same as (
      select number, id from sized join asked using (key) where size > 1 and size < 4 + touched
    ), bearers as materialized (
      select local, id, sort_key, count(*) over (partition by local) as size
      from (select distinct local, id, sort_key from held where local in (select local from asked)) each
    ), rare as (
      select number, id from bearers join locals using (local)
      where size > 3 and size < 4 + touched and is_telling_local(local)
      union all
      select 2 * (select count(*) from asked) + row_number() over (), unnest(ids) from (
        select array_agg(id) as ids from bearers
        where size between 2 and 3 and is_telling_local(local) and sort_key is not null
        group by local, sort_key having count(*) > 1) namesakes
    ), near as (
      select array_agg(key) as keys, array_agg(id) as ids
      from held where local in (select local from asked) and sort_key is not null group by local having count(*) between 2 and 20
    ), pairs as (
      select row_number() over () + 3 * (select count(*) from asked) as number, x.id, y.id as other_id
      from near cross join lateral unnest(keys, ids) x (key, id) cross join lateral unnest(keys, ids) y (key, id)
      where is_mail_provider(split_part(x.key, '@', 2)) and x.id <> y.id and is_mistyped_domain(x.key, y.key)
    )
    select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
      select number, id from same union all select number, id from rare
      union all select number, id from pairs union all select number, other_id from pairs) grouped
    $sql$ into groups, members using of_account, keys;
end $function$;

create or replace function name_groups_of_few(of_account bigint, companies bigint[], names text[], out groups bigint[], out members bigint[])
 returns record
 language sql
 stable
 set search_path to 'public', 'pg_temp'
 set enable_nestloop to 'on'
as $function$
  select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
    select number, id, touched, count(*) over (partition by number) as size
    from (select row_number() over () as number, company_id, sort_key, count(*) as touched
      from unnest(companies, names) n (company_id, sort_key) group by company_id, sort_key) n
    cross join lateral (
      select contact_id as id from duplicate_name
      where account_id = of_account and company_id = n.company_id and sort_key = n.sort_key
      order by contact_id limit 4 + touched) m
  ) grouped where size > 1 and size < 4 + touched
$function$;

create or replace function name_groups(of_account bigint, companies bigint[], names text[], out groups bigint[], out members bigint[])
 returns record
 language plpgsql
 stable
 set search_path to 'public', 'pg_temp'
 set enable_nestloop to 'off'
 set enable_hashjoin to 'on'
as $function$
declare
  most constant bigint := 4 * cardinality(names);
begin
  if cardinality(names) <= 100
    or (select count(*) from (select from duplicate_name where account_id = of_account limit most + 1) counted) > most
  then
    select f.groups, f.members into groups, members from name_groups_of_few(of_account, companies, names) f;
    return;
  end if;
  execute $sql$
    with asked as materialized (
      select row_number() over () as number, company_id, sort_key, count(*) as touched
      from unnest($2, $3) n (company_id, sort_key) group by company_id, sort_key
    ), sized as (
      select company_id, sort_key, contact_id, count(*) over (partition by company_id, sort_key) as size
      from duplicate_name where account_id = $1
    )
    select coalesce(array_agg(number), '{}'), coalesce(array_agg(contact_id), '{}')
    from sized join asked using (company_id, sort_key) where size > 1 and size < 4 + touched
    $sql$ into groups, members using of_account, companies, names;
end $function$;

create or replace function is_telling_local(local text)
 returns boolean
 language sql
 immutable
as $function$
  select length(local) >= 4 and local <> all ('{
    accounting, accounts, admin, administrator, billing, booking, business, ceo, contact, contactus, customer, customercare,
    customerservice, desk, finance, hello, help, helpdesk, info, information, inquiry, invoice, invoices, mail, mailbox, manager,
    marketing, master, news, noreply, no-reply, office, order, orders, postmaster, press, privacy, purchase, purchasing,
    reception, recruit, root, sales, secretary, security, service, shop, staff, store, support, team, tech, test, user, webmaster,
    daepyo, gyeongri, insa}'::text[])
$function$;

create or replace function is_mail_provider(domain text)
 returns boolean
 language sql
 immutable
as $function$
  select domain = any ('{gmail.com, naver.com, daum.net, hanmail.net, kakao.com, nate.com, yahoo.com, yahoo.co.kr, hotmail.com,
    outlook.com, icloud.com, live.com, me.com, msn.com, aol.com, gmx.com}'::text[])
$function$;

create or replace function expire_access_records(today timestamp with time zone, most integer)
 returns integer
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
as $function$
declare
  mine bigint := nullif(current_setting('maru.account_id', true), '')::bigint;
  gone integer;
begin
  delete from access_record where account_id = mine and (at, id) in (
    select at, id from access_record
    where account_id = mine
      and at < today - make_interval(days => (select access_record_days from account where account.id = mine))
    order by at, id limit most);
  get diagnostics gone = row_count;
  return gone;
end $function$;

create or replace function forget_in_access_records(contact_ids bigint[])
 returns integer
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
as $function$
declare
  mine bigint := nullif(current_setting('maru.account_id', true), '')::bigint;
  blanked integer;
begin
  update access_record set contact_id = null, details = '{"erased": true}'
  where account_id = mine and contact_id = any(contact_ids);
  get diagnostics blanked = row_count;
  return blanked;
end $function$;

create or replace function accounts_with_reminders(by_then timestamp with time zone)
 returns setof bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select id from account
  where is_mail_to_customers_on and reminder_days is not null and created_at <= by_then
  order by id
$function$;

create or replace function accounts_with_unsummed_invitees(by_then timestamp with time zone)
 returns setof bigint
 language sql
 stable security definer
 set search_path to 'public', 'pg_temp'
as $function$
  select id from account where exists (select from invitee_count c where c.account_id = account.id and not c.is_sum) order by id
$function$;

create or replace function advance_invitees(of_account bigint, contact_ids bigint[], stage integer)
 returns void
 language plpgsql
as $function$
begin
  if cardinality(contact_ids) = 0 then return; end if;
  -- In order, so that two who advance the same people wait for each other instead of both failing.
  perform from invitee
    where account_id = of_account and contact_id = any(contact_ids) and reached < stage
    order by contact_id for update;
  with before as materialized (
    select contact_id, invited_on, reached from invitee
    where account_id = of_account and contact_id = any(contact_ids) and reached < stage),
  moved as (
    update invitee i set reached = stage from before
    where i.account_id = of_account and i.contact_id = before.contact_id
    returning before.invited_on, before.reached)
  insert into invitee_count (account_id, invited_on, accepted_count, opened_count, activated_count)
  select of_account, invited_on, count(*) filter (where reached < 1),
    count(*) filter (where reached < 2 and stage >= 2), count(*) filter (where stage >= 3)
  from moved group by invited_on;
end $function$;

create or replace function invitee_of_new_invitation()
 returns trigger
 language plpgsql
as $function$
begin
  with fresh as (
    insert into invitee (account_id, contact_id, invited_on, reached)
    select made.account_id, made.contact_id, (min(made.created_at) at time zone account.time_zone)::date, 0
    from made join account on account.id = made.account_id
    group by made.account_id, made.contact_id, account.time_zone
    order by made.account_id, made.contact_id
    on conflict do nothing
    returning account_id, invited_on)
  insert into invitee_count (account_id, invited_on, invited_count)
  select account_id, invited_on, count(*) from fresh group by account_id, invited_on;
  return null;
end $function$;

create or replace function invitee_of_invitation()
 returns trigger
 language plpgsql
as $function$
declare
  step record;
begin
  for step in
    select now_is.account_id, reached.stage, array_agg(now_is.contact_id) as contact_ids
    from now_is join was using (account_id, id)
      cross join lateral (
        select case when now_is.spent_at is not null and was.spent_at is null then 3
          when now_is.opened_at is not null and was.opened_at is null then 2 end as stage) reached
    where reached.stage is not null
    group by now_is.account_id, reached.stage
  loop
    perform advance_invitees(step.account_id, step.contact_ids, step.stage);
  end loop;
  return null;
end $function$;

create or replace function invitee_of_mail()
 returns trigger
 language plpgsql
as $function$
begin
  perform advance_invitees(new.account_id, array[new.contact_id], 1);
  return null;
end $function$;

create table migration (
  number integer not null,
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey primary key (number)
);

create table account (
  id bigint generated by default as identity not null,
  name text not null,
  language text not null,
  country text not null,
  time_zone text not null,
  is_mail_to_customers_on boolean default false not null,
  invitation_days integer default 7 not null,
  is_access_on_request boolean default false not null,
  lockout_failures_count integer default 10 not null,
  lockout_minutes integer default 30 not null,
  empty_words text[] default '{}'::text[] not null,
  support_email text,
  support_phone text,
  support_url text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  import_file_days integer default 30 not null,
  backup_days integer default 30 not null,
  session_idle_minutes integer default 720 not null,
  session_hours integer default 24 not null,
  remembered_idle_days integer default 14 not null,
  remembered_days integer default 30 not null,
  access_record_days integer default 730 not null,
  sign_up text default 'off'::text not null,
  has_sign_up_approval boolean default false not null,
  is_agent_provider_required boolean default false not null,
  mail_per_hour integer,
  bulk_mail_from_hour integer default 8 not null,
  bulk_mail_until_hour integer default 20 not null,
  reminder_days integer,
  reminders_count integer default 2 not null,
  has_sign_in_links boolean default false not null,
  privacy_policy_url text,
  privacy_policy_version text,
  terms_url text,
  terms_version text,
  is_second_factor_required boolean default false not null,
  accent_color text,
  mail_sender_name text,
  mail_reply_to text,
  mail_footer text,
  logo_key text collate "C",
  constraint account_pkey primary key (id),
  constraint account_accent_color_check check ((accent_color ~ '^#[0-9a-f]{6}$'::text)),
  constraint account_access_record_days_check check (((access_record_days >= 30) and (access_record_days <= 3650))),
  constraint account_backup_days_check check (((backup_days >= 0) and (backup_days <= 3650))),
  constraint account_bulk_mail_from_hour_check check (((bulk_mail_from_hour >= 0) and (bulk_mail_from_hour <= 23))),
  constraint account_bulk_mail_until_hour_check check (((bulk_mail_until_hour >= 0) and (bulk_mail_until_hour <= 24))),
  constraint account_country_check check ((country ~ '^[A-Z]{2}$'::text)),
  constraint account_import_file_days_check check (((import_file_days >= 1) and (import_file_days <= 3650))),
  constraint account_invitation_days_check check (((invitation_days >= 1) and (invitation_days <= 90))),
  constraint account_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint account_lockout_failures_count_check check (((lockout_failures_count >= 3) and (lockout_failures_count <= 100))),
  constraint account_lockout_minutes_check check (((lockout_minutes >= 1) and (lockout_minutes <= 1440))),
  constraint account_mail_footer_check check ((mail_footer <> ''::text)),
  constraint account_mail_per_hour_check check (((mail_per_hour >= 1) and (mail_per_hour <= 100000))),
  constraint account_mail_reply_to_check check ((mail_reply_to <> ''::text)),
  constraint account_mail_sender_name_check check ((mail_sender_name <> ''::text)),
  constraint account_name_check check ((name <> ''::text)),
  constraint account_remembered_days_check check (((remembered_days >= 0) and (remembered_days <= 30))),
  constraint account_remembered_idle_days_check check (((remembered_idle_days >= 1) and (remembered_idle_days <= 30))),
  constraint account_reminder_days_check check (((reminder_days >= 1) and (reminder_days <= 60))),
  constraint account_reminders_count_check check (((reminders_count >= 1) and (reminders_count <= 5))),
  constraint account_session_hours_check check (((session_hours >= 1) and (session_hours <= 168))),
  constraint account_session_idle_minutes_check check (((session_idle_minutes >= 15) and (session_idle_minutes <= 1440))),
  constraint account_sign_up_check check ((sign_up = any (array['off'::text, 'known'::text, 'anyone'::text])))
);
alter table account enable row level security;
create policy account on account using ((id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table account_host (
  account_id bigint not null,
  host text collate "C" not null,
  public_url text not null,
  created_at timestamp with time zone not null,
  constraint account_host_pkey primary key (account_id, host),
  constraint account_host_is_one_accounts unique (host),
  constraint account_host_host_check check ((host = lower(host))),
  constraint account_host_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table account_host enable row level security;
create policy account on account_host using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table stored_file (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  name text not null,
  content_type text not null,
  size_bytes bigint,
  created_at timestamp with time zone not null,
  constraint stored_file_pkey primary key (account_id, id),
  constraint stored_file_size_bytes_check check ((size_bytes >= 0)),
  constraint stored_file_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table stored_file enable row level security;
create policy account on stored_file using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table stored_file_chunk (
  account_id bigint not null,
  file_id bigint not null,
  position integer not null,
  bytes bytea not null,
  constraint stored_file_chunk_pkey primary key (account_id, file_id, "position"),
  constraint stored_file_chunk_account_id_file_id_fkey foreign key (account_id, file_id) references stored_file(account_id, id) on delete cascade
);
alter table stored_file_chunk enable row level security;
create policy account on stored_file_chunk using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table agent (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  name text not null,
  email text collate "C" not null,
  role text not null,
  is_owner boolean default false not null,
  language text not null,
  password_hash text,
  password_set_at timestamp with time zone,
  failed_sign_in_count integer default 0 not null,
  locked_until timestamp with time zone,
  invited_at timestamp with time zone,
  deactivated_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint agent_pkey primary key (account_id, id),
  constraint agent_email_check check ((email = lower(email))),
  constraint agent_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint agent_name_check check ((name <> ''::text)),
  constraint agent_role_check check ((role = any (array['admin'::text, 'supervisor'::text, 'agent'::text]))),
  constraint agent_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create unique index agent_email on agent (account_id, email);
alter table agent enable row level security;
create policy account on agent using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table agent_link (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  agent_id bigint not null,
  purpose text not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  spent_at timestamp with time zone,
  replaced_at timestamp with time zone,
  constraint agent_link_pkey primary key (account_id, id),
  constraint agent_link_purpose_check check ((purpose = any (array['agent_invitation'::text, 'agent_reset'::text]))),
  constraint agent_link_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade
);
create unique index agent_link_token on agent_link (account_id, token_hash);
create index agent_link_of_agent on agent_link (account_id, agent_id, purpose);
alter table agent_link enable row level security;
create policy account on agent_link using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table company (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  name text not null,
  name_key text collate "C" not null,
  sort_key text collate "C" not null,
  parent_company_id bigint,
  description text,
  note text,
  health_score text,
  account_tier text,
  industry text,
  renewal_date date,
  unique_external_id text collate "C",
  custom_fields jsonb default '{}'::jsonb not null,
  created_by_import_id bigint,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint company_pkey primary key (account_id, id),
  constraint company_name_check check ((name <> ''::text)),
  constraint company_account_id_fkey foreign key (account_id) references account(id) on delete cascade,
  constraint company_account_id_parent_company_id_fkey foreign key (account_id, parent_company_id) references company(account_id, id)
);
create unique index company_name_key on company (account_id, name_key);
create unique index company_external_id on company (account_id, unique_external_id) where (unique_external_id is not null);
create index company_sort on company (account_id, sort_key, id);
create index company_parent on company (account_id, parent_company_id) where (parent_company_id is not null);
create index company_updated on company (account_id, updated_at, id) where (deleted_at is null);
create index company_deleted on company (account_id, sort_key, id) where (deleted_at is not null);
create index company_created on company (account_id, created_at, id) where (deleted_at is null);
create trigger company_search_of_changed after update on company referencing new table as new_rows for each statement execute function index_companies();
create trigger company_search_of_new after insert on company referencing new table as new_rows for each statement execute function index_companies();
create trigger field_values_of_changed after update on company referencing old table as old_rows new table as new_rows for each statement execute function index_field_values('company');
create trigger field_values_of_gone after delete on company referencing old table as old_rows for each statement execute function index_field_values('company');
create trigger field_values_of_new after insert on company referencing new table as new_rows for each statement execute function index_field_values('company');
alter table company enable row level security;
create policy account on company using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table company_domain (
  account_id bigint not null,
  domain text collate "C" not null,
  company_id bigint not null,
  constraint company_domain_pkey primary key (account_id, domain),
  constraint company_domain_domain_check check ((domain = lower(domain))),
  constraint company_domain_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade
);
create index company_domain_of_company on company_domain (account_id, company_id);
create trigger company_search_of_gone_domains after delete on company_domain referencing old table as rows_written for each statement execute function index_companies_of_domains();
create trigger company_search_of_moved_domains after update on company_domain referencing new table as rows_written for each statement execute function index_companies_of_domains();
create trigger company_search_of_new_domains after insert on company_domain referencing new table as rows_written for each statement execute function index_companies_of_domains();
alter table company_domain enable row level security;
create policy account on company_domain using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  name text not null,
  sort_key text collate "C" not null,
  phone text,
  phone_e164 text collate "C",
  mobile text,
  mobile_e164 text collate "C",
  job_title text,
  address text,
  description text,
  language text,
  tags text[] default '{}'::text[] not null,
  unique_external_id text collate "C",
  twitter_id text collate "C",
  custom_fields jsonb default '{}'::jsonb not null,
  source text not null,
  created_by_import_id bigint,
  portal_access text default 'none'::text not null,
  invited_at timestamp with time zone,
  activated_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  locked_at timestamp with time zone,
  locked_by text,
  locked_until timestamp with time zone,
  deactivated_at timestamp with time zone,
  blocked_at timestamp with time zone,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  time_zone text,
  erased_at timestamp with time zone,
  merged_into_contact_id bigint,
  locked_by_agent_id bigint,
  locked_by_contact_id bigint,
  constraint contact_pkey primary key (account_id, id),
  constraint contact_check check (((locked_at is null) = (locked_by is null))),
  constraint contact_check1 check (((locked_by_agent_id is null) or (locked_by = 'agent'::text))),
  constraint contact_check2 check (((locked_by_contact_id is null) or (locked_by = 'contact_admin'::text))),
  constraint contact_erased_is_deleted check (((erased_at is null) or (deleted_at is not null))),
  constraint contact_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint contact_locked_by_check check ((locked_by = any (array['failures'::text, 'agent'::text, 'contact_admin'::text]))),
  constraint contact_merged_is_deleted check (((merged_into_contact_id is null) or (deleted_at is not null))),
  constraint contact_name_check check ((name <> ''::text)),
  constraint contact_portal_access_check check ((portal_access = any (array['none'::text, 'invited'::text, 'active'::text]))),
  constraint contact_source_check check ((source = any (array['agent'::text, 'import'::text, 'api'::text, 'email'::text, 'portal'::text, 'sign_up'::text]))),
  constraint contact_account_id_fkey foreign key (account_id) references account(id) on delete cascade,
  constraint contact_account_id_locked_by_agent_id_fkey foreign key (account_id, locked_by_agent_id) references agent(account_id, id),
  constraint contact_account_id_locked_by_contact_id_fkey foreign key (account_id, locked_by_contact_id) references contact(account_id, id) on delete set null (locked_by_contact_id),
  constraint contact_merged_into foreign key (account_id, merged_into_contact_id) references contact(account_id, id) on delete cascade
);
create unique index contact_external_id on contact (account_id, unique_external_id) where (unique_external_id is not null);
create unique index contact_twitter_id on contact (account_id, twitter_id) where (twitter_id is not null);
create index contact_sort on contact (account_id, sort_key, id) where (deleted_at is null);
create index contact_created on contact (account_id, created_at, id) where (deleted_at is null);
create index contact_updated on contact (account_id, updated_at, id) where (deleted_at is null);
create index contact_unverified on contact (account_id, sort_key, id) where ((deleted_at is null) and (portal_access <> 'active'::text));
create index contact_deactivated on contact (account_id, sort_key, id) where ((deleted_at is null) and (deactivated_at is not null));
create index contact_of_import on contact (account_id, created_by_import_id) where (created_by_import_id is not null);
create index contact_blocked on contact (account_id, sort_key, id) where ((deleted_at is null) and (blocked_at is not null));
create index contact_deleted on contact (account_id, sort_key, id) where (deleted_at is not null);
create index contact_merged on contact (account_id, merged_into_contact_id) where (merged_into_contact_id is not null);
create index contact_phone on contact (account_id, phone_e164, id) where (phone_e164 is not null);
create index contact_mobile on contact (account_id, mobile_e164, id) where (mobile_e164 is not null);
create index contact_in_deleted_view on contact (account_id, sort_key, id) where ((deleted_at is not null) and (erased_at is null) and (merged_into_contact_id is null));
create index contact_locked_by_contact on contact (account_id, locked_by_contact_id) where (locked_by_contact_id is not null);
create index contact_access on contact (account_id, portal_access, sort_key, id) include (deactivated_at, locked_at, locked_until) where (deleted_at is null);
create index contact_locked on contact (account_id, sort_key, id) include (deactivated_at, locked_until) where ((deleted_at is null) and (locked_at is not null));
create index contact_signed_in on contact (account_id, (
case
    when (last_sign_in_at is null) then '1970-01-01 00:00:00+00'::timestamp with time zone
    else last_sign_in_at
end), id) include (last_sign_in_at) where (deleted_at is null);
create trigger duplicates_of_changed after update on contact referencing old table as old_rows new table as new_rows for each statement execute function note_duplicates_of_changed_contacts();
create trigger duplicates_of_gone after delete on contact referencing old table as old_rows for each statement execute function note_duplicates_of_gone_contacts();
create trigger duplicates_of_new after insert on contact referencing new table as new_rows for each statement execute function note_duplicates_of_new_contacts();
create trigger field_values_of_changed after update on contact referencing old table as old_rows new table as new_rows for each statement execute function index_field_values('contact');
create trigger field_values_of_gone after delete on contact referencing old table as old_rows for each statement execute function index_field_values('contact');
create trigger field_values_of_new after insert on contact referencing new table as new_rows for each statement execute function index_field_values('contact');
create trigger tags_of_changed after update on contact referencing old table as old_rows new table as new_rows for each statement execute function index_contact_tags();
create trigger tags_of_gone after delete on contact referencing old table as old_rows for each statement execute function index_contact_tags();
create trigger tags_of_new after insert on contact referencing new table as new_rows for each statement execute function index_contact_tags();
alter table contact enable row level security;
create policy account on contact using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_email (
  account_id bigint not null,
  email text collate "C" not null,
  contact_id bigint not null,
  is_primary boolean not null,
  state text default 'unverified'::text not null,
  verified_at timestamp with time zone,
  created_at timestamp with time zone not null,
  likeness_key text collate "C" generated always as (((replace(split_part(split_part(email, '@'::text, 1), '+'::text, 1), '.'::text, ''::text) || '@'::text) || split_part(email, '@'::text, 2))) stored,
  bounce text,
  bounce_reason text,
  bounced_at timestamp with time zone,
  constraint contact_email_pkey primary key (account_id, email),
  constraint contact_email_bounce_check check ((bounce = any (array['hard'::text, 'soft'::text]))),
  constraint contact_email_email_check check ((email = lower(email))),
  constraint contact_email_state_check check ((state = any (array['unverified'::text, 'verified'::text, 'retired'::text]))),
  constraint contact_email_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create unique index contact_email_primary on contact_email (account_id, contact_id) where is_primary;
create index contact_email_of_domain on contact_email (account_id, reverse(split_part(email, '@'::text, 2))) where (state = 'verified'::text);
create index contact_email_likeness on contact_email (account_id, likeness_key, contact_id);
create index contact_email_of_contact on contact_email (account_id, contact_id) include (email);
create trigger duplicates_of_changed after update on contact_email referencing old table as old_rows new table as new_rows for each statement execute function note_duplicates_of_addresses();
create trigger duplicates_of_gone after delete on contact_email referencing old table as old_rows for each statement when ((pg_trigger_depth() = 0)) execute function note_duplicates_of_addresses();
create trigger duplicates_of_new after insert on contact_email referencing new table as new_rows for each statement execute function note_duplicates_of_addresses();
alter table contact_email enable row level security;
create policy account on contact_email using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table membership (
  account_id bigint not null,
  contact_id bigint not null,
  company_id bigint not null,
  is_primary boolean not null,
  role text default 'none'::text not null,
  ticket_visibility text default 'own'::text not null,
  created_at timestamp with time zone not null,
  constraint membership_pkey primary key (account_id, contact_id, company_id),
  constraint membership_role_check check ((role = any (array['none'::text, 'contact_admin'::text]))),
  constraint membership_ticket_visibility_check check ((ticket_visibility = any (array['own'::text, 'company'::text, 'company_and_children'::text]))),
  constraint membership_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade,
  constraint membership_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create index membership_of_company on membership (account_id, company_id, contact_id);
create unique index membership_primary on membership (account_id, contact_id) where is_primary;
create trigger duplicates_of_changed after update on membership referencing old table as old_rows new table as new_rows for each statement execute function note_duplicates_of_memberships();
create trigger duplicates_of_gone after delete on membership referencing old table as old_rows for each statement when ((pg_trigger_depth() = 0)) execute function note_duplicates_of_memberships();
create trigger duplicates_of_new after insert on membership referencing new table as new_rows for each statement execute function note_duplicates_of_memberships();
alter table membership enable row level security;
create policy account on membership using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_search (
  account_id bigint not null,
  contact_id bigint not null,
  txt text not null,
  bigrams text[] not null,
  created_at timestamp with time zone not null,
  constraint contact_search_pkey primary key (account_id, contact_id),
  constraint contact_search_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create index contact_search_txt on contact_search using gin (txt gin_trgm_ops);
create index contact_search_bigrams on contact_search using gin (bigrams);
create index contact_search_newest on contact_search (account_id, created_at desc, contact_id desc);
alter table contact_search enable row level security;
create policy account on contact_search using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_credential (
  account_id bigint not null,
  contact_id bigint not null,
  password_hash text,
  password_set_at timestamp with time zone,
  is_temporary boolean default false not null,
  failed_sign_in_count integer default 0 not null,
  failed_sign_in_at timestamp with time zone,
  constraint contact_credential_pkey primary key (account_id, contact_id),
  constraint contact_credential_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
alter table contact_credential enable row level security;
create policy account on contact_credential using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table custom_field (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  record text not null,
  name text collate "C" not null,
  kind text not null,
  labels jsonb not null,
  choices jsonb default '[]'::jsonb not null,
  position integer not null,
  is_required_for_agents boolean default false not null,
  is_shown_to_customers boolean default false not null,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_required_for_customers boolean default false not null,
  is_editable_by_customers boolean default false not null,
  is_unique boolean default false not null,
  choice_moves jsonb,
  constraint custom_field_pkey primary key (account_id, id),
  constraint custom_field_kind_check check ((kind = any (array['text'::text, 'paragraph'::text, 'number'::text, 'decimal'::text, 'checkbox'::text, 'date'::text, 'dropdown'::text, 'url'::text, 'phone'::text]))),
  constraint custom_field_name_check check ((name ~ '^[a-z][a-z0-9_]{0,59}$'::text)),
  constraint custom_field_record_check check ((record = any (array['contact'::text, 'company'::text]))),
  constraint custom_field_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create unique index custom_field_name on custom_field (account_id, record, name);
alter table custom_field enable row level security;
create policy account on custom_field using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table session (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  token_hash bytea not null,
  agent_id bigint,
  contact_id bigint,
  is_remembered boolean default false not null,
  ip text,
  user_agent text,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  is_of_temporary_password boolean default false not null,
  method text not null,
  provider_id bigint,
  constraint session_pkey primary key (account_id, id),
  constraint session_check check (((agent_id is null) <> (contact_id is null))),
  constraint session_method_check check ((method = any (array['password'::text, 'passkey'::text, 'provider'::text, 'link'::text]))),
  constraint session_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade,
  constraint session_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create unique index session_token on session (account_id, token_hash);
create index session_of_agent on session (account_id, agent_id) where (agent_id is not null);
create index session_of_contact on session (account_id, contact_id) where (contact_id is not null);
alter table session enable row level security;
create policy account on session using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table change_log (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  at timestamp with time zone not null,
  caller_kind text not null,
  caller_id bigint,
  record text not null,
  record_id bigint not null,
  act text not null,
  changes jsonb,
  import_id bigint,
  bulk_action_id bigint,
  request_id text,
  constraint change_log_pkey primary key (account_id, at, id),
  constraint change_log_caller_kind_check check ((caller_kind = any (array['agent'::text, 'contact'::text, 'system'::text, 'stranger'::text])))
) partition by range (at);
create index change_log_of_record on only change_log (account_id, record, record_id, at desc, id desc);
create index change_log_of_import on only change_log (account_id, import_id) where (import_id is not null);
create index change_log_of_bulk_action on only change_log (account_id, bulk_action_id, record_id) where (bulk_action_id is not null);
create index change_log_of_caller on only change_log (account_id, caller_kind, caller_id, at desc, id desc);
create index change_log_of_act on only change_log (account_id, record, act, at desc, id desc);
alter table change_log enable row level security;
create policy account on change_log using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table change_log_rest partition of change_log default;
alter table change_log_rest enable row level security;
create policy account on change_log_rest using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table mail_message (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  kind text not null,
  ids jsonb not null,
  contact_id bigint,
  agent_id bigint,
  to_address text not null,
  language text not null,
  message_id text not null,
  bulk_action_id bigint,
  state text default 'waiting'::text not null,
  send_after timestamp with time zone not null,
  useful_until timestamp with time zone,
  try_count integer default 0 not null,
  lease_until timestamp with time zone,
  is_interrupted boolean default false not null,
  last_error text,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null,
  is_paced boolean default false not null,
  tried_at timestamp with time zone,
  bounced_at timestamp with time zone,
  bounce_reason text,
  constraint mail_message_pkey primary key (account_id, id),
  constraint mail_message_bounce_reason_check check ((bounce_reason = any (array['no_mailbox'::text, 'no_domain'::text, 'mailbox_closed'::text, 'mailbox_full'::text, 'too_large'::text, 'refused'::text, 'unreachable'::text, 'unknown'::text]))),
  constraint mail_message_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint mail_message_state_check check ((state = any (array['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'bounced'::text, 'cancelled'::text, 'dropped'::text]))),
  constraint mail_message_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade,
  constraint mail_message_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade,
  constraint mail_message_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index mail_message_of_contact on mail_message (account_id, contact_id, id desc) where (contact_id is not null);
create index mail_message_of_bulk_action on mail_message (account_id, bulk_action_id) where (bulk_action_id is not null);
create index mail_message_due on mail_message (account_id, send_after, id) where ((state = any (array['waiting'::text, 'sending'::text])) and (not is_paced));
create index mail_message_paced on mail_message (account_id, send_after, id) where ((state = any (array['waiting'::text, 'sending'::text])) and is_paced);
create index mail_message_tried on mail_message (account_id, tried_at) where (tried_at is not null);
create index mail_message_of_message_id on mail_message (account_id, message_id);
create trigger invitee_of_mail after update of state on mail_message for each row when (((new.state = 'sent'::text) and (old.state <> 'sent'::text) and (new.contact_id is not null) and (new.ids ? 'invitation_id'::text))) execute function invitee_of_mail();
alter table mail_message enable row level security;
create policy account on mail_message using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table rate_limit (
  key text not null,
  points integer default 0 not null,
  expire bigint,
  constraint rate_limit_pkey primary key (key)
);

create table import (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  record text default 'contact'::text not null,
  agent_id bigint,
  file_id bigint,
  file_name text not null,
  format jsonb not null,
  inspection jsonb not null,
  columns jsonb not null,
  can_match_by_phone boolean default false not null,
  can_create_companies boolean default false not null,
  has_invitations boolean default false not null,
  state text not null,
  failure_code text,
  failure_values jsonb,
  lease_key uuid,
  lease_until timestamp with time zone,
  try_count integer default 0 not null,
  asked_at timestamp with time zone,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  created_at timestamp with time zone not null,
  can_restore_deleted boolean default false not null,
  resident_number_reason text,
  chunk_rows integer default 10000 not null,
  paused_at timestamp with time zone,
  nudged_at timestamp with time zone,
  state_before_undo text,
  undo_agent_id bigint,
  undo_started_at timestamp with time zone,
  undone_at timestamp with time zone,
  undo_failure_code text,
  undo_failure_values jsonb,
  upload_id bigint,
  constraint import_pkey primary key (account_id, id),
  constraint import_chunk_rows_check check ((chunk_rows > 0)),
  constraint import_record_check check ((record = any (array['contact'::text, 'company'::text]))),
  constraint import_state_before_undo_check check ((state_before_undo = any (array['done'::text, 'failed'::text, 'cancelled'::text]))),
  constraint import_state_check check ((state = any (array['uploaded'::text, 'checking'::text, 'checked'::text, 'running'::text, 'paused'::text, 'done'::text, 'failed'::text, 'cancelled'::text, 'undoing'::text, 'undone'::text]))),
  constraint import_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete set null (agent_id),
  constraint import_account_id_file_id_fkey foreign key (account_id, file_id) references stored_file(account_id, id) on delete set null (file_id),
  constraint import_account_id_fkey foreign key (account_id) references account(id) on delete cascade,
  constraint import_account_id_undo_agent_id_fkey foreign key (account_id, undo_agent_id) references agent(account_id, id) on delete set null (undo_agent_id),
  constraint import_account_id_upload_id_fkey foreign key (account_id, upload_id) references import(account_id, id) on delete set null (upload_id)
);
create index import_of_agent on import (account_id, agent_id) where (agent_id is not null);
create index import_of_file on import (account_id, file_id) where (file_id is not null);
create index import_undone_by on import (account_id, undo_agent_id) where (undo_agent_id is not null);
create index import_at_work on import (account_id, asked_at, id) where (state = any (array['checking'::text, 'running'::text, 'undoing'::text]));
create index import_of_upload on import (account_id, upload_id) where (upload_id is not null);
alter table import enable row level security;
create policy account on import using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_chunk (
  account_id bigint not null,
  import_id bigint not null,
  phase text not null,
  position integer not null,
  first_row integer not null,
  last_row integer not null,
  created_count integer not null,
  updated_count integer not null,
  unchanged_count integer not null,
  refused_count integer not null,
  warned_count integer not null,
  companies_created_count integer not null,
  changed_by_field jsonb not null,
  refused_by_code jsonb not null,
  warned_by_code jsonb not null,
  created_rows int4multirange not null,
  created_ids int8multirange not null,
  share_read real not null,
  finished_at timestamp with time zone not null,
  constraint import_chunk_pkey primary key (account_id, import_id, phase, "position"),
  constraint import_chunk_check check (((((created_count + updated_count) + unchanged_count) + refused_count) = ((last_row - first_row) + 1))),
  constraint import_chunk_phase_check check ((phase = any (array['check'::text, 'run'::text]))),
  constraint import_chunk_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
alter table import_chunk enable row level security;
create policy account on import_chunk using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_row (
  account_id bigint not null,
  import_id bigint not null,
  phase text not null,
  row_number integer not null,
  line_number integer not null,
  outcome text not null,
  contact_id bigint,
  record_name text,
  changes jsonb,
  problems jsonb,
  warnings jsonb,
  cells jsonb,
  membership jsonb,
  company_id bigint,
  parent jsonb,
  constraint import_row_pkey primary key (account_id, import_id, phase, row_number),
  constraint import_row_outcome_check check ((outcome = any (array['created'::text, 'updated'::text, 'unchanged'::text, 'refused'::text]))),
  constraint import_row_phase_check check ((phase = any (array['check'::text, 'run'::text]))),
  constraint import_row_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
create index import_row_by_outcome on import_row (account_id, import_id, phase, outcome, row_number);
create index import_row_warned on import_row (account_id, import_id, phase, row_number) where (warnings is not null);
create index import_row_of_contact on import_row (account_id, import_id, contact_id, row_number) where ((phase = 'run'::text) and (changes is not null));
create index import_row_of_company on import_row (account_id, import_id, company_id, row_number) where ((phase = 'run'::text) and (changes is not null) and (company_id is not null));
alter table import_row enable row level security;
create policy account on import_row using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table invitation (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  contact_id bigint not null,
  email text collate "C" not null,
  token_hash bytea not null,
  mail_message_id bigint,
  agent_id bigint,
  bulk_action_id bigint,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  spent_at timestamp with time zone,
  replaced_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  accepted_at timestamp with time zone,
  bounced_at timestamp with time zone,
  reminder_number integer default 0 not null,
  stage text generated always as (
case
    when (spent_at is not null) then 'activated'::text
    when (replaced_at is not null) then 'replaced'::text
    when (cancelled_at is not null) then 'cancelled'::text
    when (opened_at is not null) then 'link_opened'::text
    when (bounced_at is not null) then 'bounced'::text
    when (accepted_at is not null) then 'sent'::text
    when (mail_message_id is null) then 'link_copied'::text
    else 'queued'::text
end) stored not null,
  constraint invitation_pkey primary key (account_id, id),
  constraint invitation_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create unique index invitation_token on invitation (account_id, token_hash);
create index invitation_of_contact on invitation (account_id, contact_id, id desc);
create index invitation_newest on invitation (account_id, id desc) where (replaced_at is null);
create index invitation_of_bulk_action on invitation (account_id, bulk_action_id) where (bulk_action_id is not null);
create unique index invitation_is_the_only_live_one on invitation (account_id, contact_id) where ((spent_at is null) and (replaced_at is null) and (cancelled_at is null));
create index invitation_stage on invitation (account_id, stage, id desc) where (replaced_at is null);
create index invitation_to_remind on invitation (account_id, accepted_at) where ((stage = any (array['sent'::text, 'link_opened'::text])) and (replaced_at is null));
create trigger invitee_of_invitation after update on invitation referencing old table as was new table as now_is for each statement execute function invitee_of_invitation();
create trigger invitee_of_new_invitation after insert on invitation referencing new table as made for each statement execute function invitee_of_new_invitation();
alter table invitation enable row level security;
create policy account on invitation using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table password_reset (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  contact_id bigint not null,
  email text collate "C" not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  spent_at timestamp with time zone,
  replaced_at timestamp with time zone,
  is_of_temporary_password boolean default false not null,
  constraint password_reset_pkey primary key (account_id, id),
  constraint password_reset_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create unique index password_reset_token on password_reset (account_id, token_hash);
create unique index password_reset_is_the_only_live_one on password_reset (account_id, contact_id, is_of_temporary_password) where ((spent_at is null) and (replaced_at is null));
alter table password_reset enable row level security;
create policy account on password_reset using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table bulk_action (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  act text not null,
  agent_id bigint,
  state text default 'waiting'::text not null,
  start_after timestamp with time zone not null,
  total_count integer not null,
  done_count integer default 0 not null,
  skipped_count integer default 0 not null,
  cursor_position integer default 0 not null,
  lease_until timestamp with time zone,
  lease_number integer default 0 not null,
  last_error text,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  cancelled_by_agent_id bigint,
  input jsonb default '{}'::jsonb not null,
  undoes_bulk_action_id bigint,
  mail_paused_at timestamp with time zone,
  constraint bulk_action_pkey primary key (account_id, id),
  constraint bulk_action_state_check check ((state = any (array['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))),
  constraint bulk_action_account_id_fkey foreign key (account_id) references account(id) on delete cascade,
  constraint bulk_action_account_id_undoes_bulk_action_id_fkey foreign key (account_id, undoes_bulk_action_id) references bulk_action(account_id, id)
);
create index bulk_action_open on bulk_action (account_id, id) where (state = any (array['waiting'::text, 'running'::text]));
create unique index bulk_action_undone_once on bulk_action (account_id, undoes_bulk_action_id) where ((undoes_bulk_action_id is not null) and (state = any (array['waiting'::text, 'running'::text, 'done'::text])));
create index bulk_action_paused on bulk_action (account_id, id) where (mail_paused_at is not null);
alter table bulk_action enable row level security;
create policy account on bulk_action using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table bulk_action_row (
  account_id bigint not null,
  bulk_action_id bigint not null,
  position integer not null,
  contact_id bigint not null,
  outcome text,
  reason text,
  former jsonb,
  constraint bulk_action_row_pkey primary key (account_id, bulk_action_id, "position"),
  constraint bulk_action_row_outcome_check check ((outcome = any (array['done'::text, 'skipped'::text]))),
  constraint bulk_action_row_account_id_bulk_action_id_fkey foreign key (account_id, bulk_action_id) references bulk_action(account_id, id) on delete cascade
);
create index bulk_action_row_outcome on bulk_action_row (account_id, bulk_action_id, outcome, "position");
alter table bulk_action_row enable row level security;
create policy account on bulk_action_row using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_correction (
  account_id bigint not null,
  import_id bigint not null,
  row_number integer not null,
  cells jsonb not null,
  corrected_at timestamp with time zone not null,
  constraint import_correction_pkey primary key (account_id, import_id, row_number),
  constraint import_correction_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
alter table import_correction enable row level security;
create policy account on import_correction using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_company (
  account_id bigint not null,
  import_id bigint not null,
  company_key text collate "C" not null,
  name text not null,
  rows_count integer not null,
  likeness text collate "C",
  company_id bigint,
  choice text,
  constraint import_company_pkey primary key (account_id, import_id, company_key),
  constraint import_company_choice_check check ((choice = any (array['use'::text, 'create'::text]))),
  constraint import_company_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete set null (company_id),
  constraint import_company_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
create index import_company_likeness on import_company (account_id, import_id, likeness) where (likeness is not null);
create index import_company_of_company on import_company (account_id, company_id) where (company_id is not null);
alter table import_company enable row level security;
create policy account on import_company using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table remembered_mapping (
  account_id bigint not null,
  record text not null,
  headers_key bytea not null,
  columns jsonb not null,
  can_match_by_phone boolean not null,
  can_create_companies boolean not null,
  file_name text not null,
  used_at timestamp with time zone not null,
  constraint remembered_mapping_pkey primary key (account_id, record, headers_key),
  constraint remembered_mapping_record_check check ((record = any (array['contact'::text, 'company'::text]))),
  constraint remembered_mapping_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table remembered_mapping enable row level security;
create policy account on remembered_mapping using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_undo_chunk (
  account_id bigint not null,
  import_id bigint not null,
  part text not null,
  position integer not null,
  removed_count integer not null,
  restored_count integer not null,
  last_id bigint,
  finished_at timestamp with time zone not null,
  constraint import_undo_chunk_pkey primary key (account_id, import_id, part, "position"),
  constraint import_undo_chunk_part_check check ((part = any (array['created'::text, 'changed'::text, 'companies'::text]))),
  constraint import_undo_chunk_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
alter table import_undo_chunk enable row level security;
create policy account on import_undo_chunk using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_undo_record (
  account_id bigint not null,
  import_id bigint not null,
  record text not null,
  record_id bigint not null,
  row_number integer,
  outcome text not null,
  reason text,
  fields jsonb,
  at timestamp with time zone not null,
  constraint import_undo_record_pkey primary key (account_id, import_id, record, record_id),
  constraint import_undo_record_outcome_check check ((outcome = any (array['removed'::text, 'restored'::text, 'kept'::text]))),
  constraint import_undo_record_record_check check ((record = any (array['contact'::text, 'company'::text]))),
  constraint import_undo_record_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
create index import_undo_record_kept on import_undo_record (account_id, import_id, record desc, row_number, record_id) where (outcome = 'kept'::text);
alter table import_undo_record enable row level security;
create policy account on import_undo_record using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table withdrawn_link (
  account_id bigint not null,
  token_hash bytea not null,
  withdrawn_at timestamp with time zone not null,
  constraint withdrawn_link_pkey primary key (account_id, token_hash),
  constraint withdrawn_link_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table withdrawn_link enable row level security;
create policy account on withdrawn_link using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table import_parent (
  account_id bigint not null,
  import_id bigint not null,
  company_id bigint not null,
  constraint import_parent_pkey primary key (account_id, import_id, company_id),
  constraint import_parent_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade,
  constraint import_parent_account_id_import_id_fkey foreign key (account_id, import_id) references import(account_id, id) on delete cascade
);
create index import_parent_of_company on import_parent (account_id, company_id);
alter table import_parent enable row level security;
create policy account on import_parent using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_photo (
  account_id bigint not null,
  contact_id bigint not null,
  key text collate "C" not null,
  large bytea not null,
  small bytea not null,
  created_at timestamp with time zone not null,
  constraint contact_photo_pkey primary key (account_id, contact_id),
  constraint contact_photo_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
alter table contact_photo enable row level security;
create policy account on contact_photo using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_field_value (
  account_id bigint not null,
  field_id bigint not null,
  contact_id bigint not null,
  value_key text collate "C" not null,
  number_value double precision,
  date_value date,
  is_unique boolean default false not null,
  constraint contact_field_value_pkey primary key (account_id, contact_id, field_id)
);
create index contact_field_value_key on contact_field_value (account_id, field_id, value_key, contact_id);
create index contact_field_value_number on contact_field_value (account_id, field_id, number_value, contact_id) where (number_value is not null);
create index contact_field_value_date on contact_field_value (account_id, field_id, date_value, contact_id) where (date_value is not null);
create unique index contact_field_value_is_unique on contact_field_value (account_id, field_id, value_key) where is_unique;
alter table contact_field_value enable row level security;
create policy account on contact_field_value using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table company_field_value (
  account_id bigint not null,
  field_id bigint not null,
  company_id bigint not null,
  value_key text collate "C" not null,
  number_value double precision,
  date_value date,
  is_unique boolean default false not null,
  constraint company_field_value_pkey primary key (account_id, company_id, field_id)
);
create index company_field_value_key on company_field_value (account_id, field_id, value_key, company_id);
create index company_field_value_number on company_field_value (account_id, field_id, number_value, company_id) where (number_value is not null);
create index company_field_value_date on company_field_value (account_id, field_id, date_value, company_id) where (date_value is not null);
create unique index company_field_value_is_unique on company_field_value (account_id, field_id, value_key) where is_unique;
alter table company_field_value enable row level security;
create policy account on company_field_value using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_tag (
  account_id bigint not null,
  tag_key text collate "C" not null,
  contact_id bigint not null,
  tag text collate "C" not null,
  constraint contact_tag_pkey primary key (account_id, tag_key, contact_id)
);
create index contact_tag_of_contact on contact_tag (account_id, contact_id);
alter table contact_tag enable row level security;
create policy account on contact_tag using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table erasure (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  mode text not null,
  agent_id bigint,
  reason text,
  places jsonb not null,
  backups_until date not null,
  erased_at timestamp with time zone not null,
  constraint erasure_pkey primary key (account_id, id),
  constraint erasure_mode_check check ((mode = any (array['remove'::text, 'anonymise'::text]))),
  constraint erasure_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete set null (agent_id),
  constraint erasure_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index erasure_of_agent on erasure (account_id, agent_id) where (agent_id is not null);
alter table erasure enable row level security;
create policy account on erasure using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table tombstone (
  account_id bigint not null,
  key_hash bytea not null,
  kind text not null,
  erasure_id bigint not null,
  erased_at timestamp with time zone not null,
  lifted_at timestamp with time zone,
  lifted_by_agent_id bigint,
  lifted_reason text,
  constraint tombstone_pkey primary key (account_id, key_hash),
  constraint tombstone_kind_check check ((kind = any (array['email'::text, 'unique_external_id'::text]))),
  constraint tombstone_account_id_erasure_id_fkey foreign key (account_id, erasure_id) references erasure(account_id, id) on delete cascade,
  constraint tombstone_account_id_lifted_by_agent_id_fkey foreign key (account_id, lifted_by_agent_id) references agent(account_id, id) on delete set null (lifted_by_agent_id)
);
create index tombstone_of_erasure on tombstone (account_id, erasure_id);
create index tombstone_lifted_by on tombstone (account_id, lifted_by_agent_id) where (lifted_by_agent_id is not null);
alter table tombstone enable row level security;
create policy account on tombstone using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table company_deletion (
  account_id bigint not null,
  company_id bigint not null,
  parent_company_id bigint,
  child_company_ids bigint[] not null,
  children_moved_to bigint,
  domains text[] not null,
  constraint company_deletion_pkey primary key (account_id, company_id),
  constraint company_deletion_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade
);
alter table company_deletion enable row level security;
create policy account on company_deletion using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table set_aside_membership (
  account_id bigint not null,
  company_id bigint not null,
  contact_id bigint not null,
  is_primary boolean not null,
  role text not null,
  ticket_visibility text not null,
  created_at timestamp with time zone not null,
  next_company_id bigint,
  constraint set_aside_membership_pkey primary key (account_id, company_id, contact_id),
  constraint set_aside_membership_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade,
  constraint set_aside_membership_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create index set_aside_membership_of_contact on set_aside_membership (account_id, contact_id);
alter table set_aside_membership enable row level security;
create policy account on set_aside_membership using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table domain_change (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  company_id bigint not null,
  agent_id bigint,
  old_domain text collate "C" not null,
  new_domain text collate "C" not null,
  former text not null,
  domains_before text[] not null,
  domains_after text[] not null,
  created_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint domain_change_pkey primary key (account_id, id),
  constraint domain_change_former_check check ((former = any (array['keep'::text, 'retire'::text, 'remove'::text]))),
  constraint domain_change_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete set null (agent_id),
  constraint domain_change_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade
);
create index domain_change_of_company on domain_change (account_id, company_id, id desc);
create index domain_change_of_agent on domain_change (account_id, agent_id) where (agent_id is not null);
alter table domain_change enable row level security;
create policy account on domain_change using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table domain_change_row (
  account_id bigint not null,
  domain_change_id bigint not null,
  old_email text collate "C" not null,
  new_email text collate "C" not null,
  contact_id bigint not null,
  was_primary boolean not null,
  former_state text not null,
  verified_at timestamp with time zone,
  created_at timestamp with time zone not null,
  had_state text,
  constraint domain_change_row_pkey primary key (account_id, domain_change_id, old_email),
  constraint domain_change_row_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade,
  constraint domain_change_row_account_id_domain_change_id_fkey foreign key (account_id, domain_change_id) references domain_change(account_id, id) on delete cascade
);
create index domain_change_row_of_contact on domain_change_row (account_id, contact_id);
alter table domain_change_row enable row level security;
create policy account on domain_change_row using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table company_search (
  account_id bigint not null,
  company_id bigint not null,
  txt text not null,
  bigrams text[] not null,
  constraint company_search_pkey primary key (account_id, company_id),
  constraint company_search_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade
);
create index company_search_txt on company_search using gin (txt gin_trgm_ops);
create index company_search_bigrams on company_search using gin (bigrams);
alter table company_search enable row level security;
create policy account on company_search using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table saved_view (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  record text not null,
  agent_id bigint,
  name text not null,
  is_shared boolean not null,
  query text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint saved_view_pkey primary key (account_id, id),
  constraint saved_view_name_check check ((name <> ''::text)),
  constraint saved_view_record_check check ((record = any (array['contact'::text, 'company'::text]))),
  constraint saved_view_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete set null (agent_id),
  constraint saved_view_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index saved_view_of_agent on saved_view (account_id, record, agent_id);
create unique index saved_view_name on saved_view (account_id, record, agent_id, lower(name));
alter table saved_view enable row level security;
create policy account on saved_view using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table email_change (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  contact_id bigint not null,
  email text collate "C" not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  spent_at timestamp with time zone,
  replaced_at timestamp with time zone,
  former_email text collate "C",
  was_his boolean,
  undo_token_hash bytea,
  undo_until timestamp with time zone,
  undone_at timestamp with time zone,
  state_before text,
  verified_at_before timestamp with time zone,
  constraint email_change_pkey primary key (account_id, id),
  constraint email_change_email_check check ((email = lower(email))),
  constraint email_change_state_before_check check ((state_before = any (array['unverified'::text, 'verified'::text, 'retired'::text]))),
  constraint email_change_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create unique index email_change_token on email_change (account_id, token_hash);
create unique index email_change_undo_token on email_change (account_id, undo_token_hash) where (undo_token_hash is not null);
create index email_change_of_contact on email_change (account_id, contact_id, id);
create unique index email_change_is_the_only_live_one on email_change (account_id, contact_id) where ((spent_at is null) and (replaced_at is null));
alter table email_change enable row level security;
create policy account on email_change using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table duplicate_name (
  account_id bigint not null,
  contact_id bigint not null,
  company_id bigint not null,
  sort_key text collate "C" not null,
  constraint duplicate_name_pkey primary key (account_id, contact_id),
  constraint duplicate_name_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade
);
create index duplicate_name_in_company on duplicate_name (account_id, company_id, sort_key, contact_id);
alter table duplicate_name enable row level security;
create policy account on duplicate_name using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table duplicate_pair (
  account_id bigint not null,
  contact_id bigint not null,
  other_contact_id bigint not null,
  id bigint generated by default as identity not null,
  has_same_phone boolean default false not null,
  has_same_name boolean default false not null,
  has_like_address boolean default false not null,
  certainty double precision generated always as ((((4 * (has_like_address)::integer) + (3 * (has_same_name)::integer)) + (2 * (has_same_phone)::integer))) stored not null,
  dismissed_at timestamp with time zone,
  dismissed_by_agent_id bigint,
  constraint duplicate_pair_pkey primary key (account_id, contact_id, other_contact_id),
  constraint duplicate_pair_check check ((contact_id < other_contact_id)),
  constraint duplicate_pair_account_id_dismissed_by_agent_id_fkey foreign key (account_id, dismissed_by_agent_id) references agent(account_id, id) on delete set null (dismissed_by_agent_id),
  constraint duplicate_pair_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index duplicate_pair_of_other on duplicate_pair (account_id, other_contact_id);
create index duplicate_pair_dismissed_by on duplicate_pair (account_id, dismissed_by_agent_id) where (dismissed_by_agent_id is not null);
create index duplicate_pair_open on duplicate_pair (account_id, certainty desc, id desc) where ((dismissed_at is null) and (certainty > (0)::double precision));
create index duplicate_pair_told_apart on duplicate_pair (account_id, dismissed_at desc, id desc) where (dismissed_at is not null);
alter table duplicate_pair enable row level security;
create policy account on duplicate_pair using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_merge (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  survivor_contact_id bigint not null,
  other_contact_id bigint not null,
  agent_id bigint,
  changes jsonb not null,
  moved jsonb not null,
  merged_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by_agent_id bigint,
  constraint contact_merge_pkey primary key (account_id, id),
  constraint contact_merge_check check ((survivor_contact_id <> other_contact_id)),
  constraint contact_merge_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete set null (agent_id),
  constraint contact_merge_account_id_fkey foreign key (account_id) references account(id) on delete cascade,
  constraint contact_merge_account_id_other_contact_id_fkey foreign key (account_id, other_contact_id) references contact(account_id, id) on delete cascade,
  constraint contact_merge_account_id_survivor_contact_id_fkey foreign key (account_id, survivor_contact_id) references contact(account_id, id) on delete cascade,
  constraint contact_merge_account_id_undone_by_agent_id_fkey foreign key (account_id, undone_by_agent_id) references agent(account_id, id) on delete set null (undone_by_agent_id)
);
create index contact_merge_of_survivor on contact_merge (account_id, survivor_contact_id, id);
create unique index contact_is_merged_once on contact_merge (account_id, other_contact_id) where (undone_at is null);
create index contact_merge_of_other on contact_merge (account_id, other_contact_id);
create index contact_merge_of_agent on contact_merge (account_id, agent_id) where (agent_id is not null);
create index contact_merge_undone_by on contact_merge (account_id, undone_by_agent_id) where (undone_by_agent_id is not null);
alter table contact_merge enable row level security;
create policy account on contact_merge using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table portal_view (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  token_hash bytea not null,
  session_id bigint not null,
  agent_id bigint not null,
  contact_id bigint not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint portal_view_pkey primary key (account_id, id),
  constraint portal_view_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade,
  constraint portal_view_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade,
  constraint portal_view_account_id_session_id_fkey foreign key (account_id, session_id) references session(account_id, id) on delete cascade
);
create unique index portal_view_token on portal_view (account_id, token_hash);
create index portal_view_of_session on portal_view (account_id, session_id);
create index portal_view_of_agent on portal_view (account_id, agent_id);
create index portal_view_of_contact on portal_view (account_id, contact_id);
alter table portal_view enable row level security;
create policy account on portal_view using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table removed_photo (
  account_id bigint not null,
  contact_id bigint not null,
  key text collate "C" not null,
  large bytea not null,
  small bytea not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone not null,
  constraint removed_photo_pkey primary key (account_id, contact_id),
  constraint removed_photo_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
alter table removed_photo enable row level security;
create policy account on removed_photo using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table account_right (
  account_id bigint not null,
  role text not null,
  name text collate "C" not null,
  is_held boolean not null,
  changed_at timestamp with time zone not null,
  constraint account_right_pkey primary key (account_id, role, name),
  constraint account_right_name_check check ((name <> ''::text)),
  constraint account_right_role_check check ((role = any (array['agent'::text, 'supervisor'::text, 'admin'::text]))),
  constraint account_right_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table account_right enable row level security;
create policy account on account_right using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table access_record (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  at timestamp with time zone not null,
  kind text collate "C" not null,
  agent_id bigint,
  contact_id bigint,
  ip text,
  request_id text,
  details jsonb,
  constraint access_record_pkey primary key (account_id, at, id),
  constraint access_record_kind_check check ((kind <> ''::text)),
  constraint access_record_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index access_record_of_contact on access_record (account_id, contact_id, at desc, id desc) where (contact_id is not null);
create index access_record_of_agent on access_record (account_id, agent_id, kind, at desc, id desc);
create index access_record_of_kind on access_record (account_id, kind, at desc, id desc);
alter table access_record enable row level security;
create policy account on access_record using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table sign_up (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  email text collate "C" not null,
  name text not null,
  language text not null,
  custom_fields jsonb default '{}'::jsonb not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  spent_at timestamp with time zone,
  replaced_at timestamp with time zone,
  password_hash text,
  decided_at timestamp with time zone,
  is_approved boolean,
  decided_by_agent_id bigint,
  contact_id bigint,
  consents jsonb,
  constraint sign_up_pkey primary key (account_id, id),
  constraint sign_up_email_check check ((email = lower(email))),
  constraint sign_up_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint sign_up_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete set null (contact_id),
  constraint sign_up_account_id_decided_by_agent_id_fkey foreign key (account_id, decided_by_agent_id) references agent(account_id, id) on delete set null (decided_by_agent_id),
  constraint sign_up_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create unique index sign_up_token on sign_up (account_id, token_hash);
create unique index sign_up_is_the_only_live_one on sign_up (account_id, email) where ((spent_at is null) and (replaced_at is null));
create unique index sign_up_waits_once on sign_up (account_id, email) where ((spent_at is not null) and (decided_at is null));
create index sign_up_waiting on sign_up (account_id, id) where ((spent_at is not null) and (decided_at is null));
create index sign_up_of_contact on sign_up (account_id, contact_id) where (contact_id is not null);
create index sign_up_by_age on sign_up (account_id, created_at);
alter table sign_up enable row level security;
create policy account on sign_up using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table mail_template (
  account_id bigint not null,
  kind text collate "C" not null,
  language text not null,
  subject text not null,
  body text not null,
  updated_at timestamp with time zone not null,
  constraint mail_template_pkey primary key (account_id, kind, language),
  constraint mail_template_body_check check ((body <> ''::text)),
  constraint mail_template_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint mail_template_subject_check check ((subject <> ''::text)),
  constraint mail_template_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table mail_template enable row level security;
create policy account on mail_template using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table switched_off_mail (
  account_id bigint not null,
  kind text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint switched_off_mail_pkey primary key (account_id, kind),
  constraint switched_off_mail_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table switched_off_mail enable row level security;
create policy account on switched_off_mail using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table mail_template_test (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  agent_id bigint not null,
  contact_id bigint,
  kind text collate "C" not null,
  language text not null,
  subject text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint mail_template_test_pkey primary key (account_id, id),
  constraint mail_template_test_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint mail_template_test_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade,
  constraint mail_template_test_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade,
  constraint mail_template_test_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index mail_template_test_of_contact on mail_template_test (account_id, contact_id) where (contact_id is not null);
create index mail_template_test_of_agent on mail_template_test (account_id, agent_id);
alter table mail_template_test enable row level security;
create policy account on mail_template_test using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table sign_in_provider (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  kind text not null,
  name text not null,
  client_id text not null,
  sealed_secret bytea not null,
  issuer text,
  directory text,
  team_id text,
  key_id text,
  email_domains text[] default '{}'::text[] not null,
  is_for_contacts boolean default false not null,
  is_for_agents boolean default false not null,
  position integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint sign_in_provider_pkey primary key (account_id, id),
  constraint sign_in_provider_kind_check check ((kind = any (array['google'::text, 'microsoft'::text, 'apple'::text, 'github'::text, 'facebook'::text, 'naver'::text, 'kakao'::text, 'openid'::text]))),
  constraint sign_in_provider_name_check check ((name <> ''::text)),
  constraint sign_in_provider_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table sign_in_provider enable row level security;
create policy account on sign_in_provider using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table sign_in_identity (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  provider_id bigint not null,
  issuer text collate "C" not null,
  subject text collate "C" not null,
  contact_id bigint,
  agent_id bigint,
  email text collate "C",
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint sign_in_identity_pkey primary key (account_id, id),
  constraint sign_in_identity_check check (((contact_id is null) <> (agent_id is null))),
  constraint sign_in_identity_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade,
  constraint sign_in_identity_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade,
  constraint sign_in_identity_account_id_provider_id_fkey foreign key (account_id, provider_id) references sign_in_provider(account_id, id) on delete cascade
);
create unique index sign_in_identity_of_contacts on sign_in_identity (account_id, provider_id, issuer, subject) where (contact_id is not null);
create unique index sign_in_identity_of_agents on sign_in_identity (account_id, provider_id, issuer, subject) where (agent_id is not null);
create index sign_in_identity_of_contact on sign_in_identity (account_id, contact_id) where (contact_id is not null);
create index sign_in_identity_of_agent on sign_in_identity (account_id, agent_id) where (agent_id is not null);
alter table sign_in_identity enable row level security;
create policy account on sign_in_identity using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table address_proof (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  token_hash bytea not null,
  provider_id bigint not null,
  issuer text not null,
  subject text not null,
  name text,
  claimed_email text,
  email text collate "C",
  code_number integer default 0 not null,
  code_hash bytea,
  tries_count integer default 0 not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint address_proof_pkey primary key (account_id, id),
  constraint address_proof_account_id_provider_id_fkey foreign key (account_id, provider_id) references sign_in_provider(account_id, id) on delete cascade
);
create unique index address_proof_token on address_proof (account_id, token_hash);
create index address_proof_of_provider on address_proof (account_id, provider_id);
create index address_proof_of_email on address_proof (account_id, email) where (email is not null);
alter table address_proof enable row level security;
create policy account on address_proof using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table passkey (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  agent_id bigint,
  contact_id bigint,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint default 0 not null,
  is_backup_eligible boolean not null,
  is_backed_up boolean not null,
  transports text[] default '{}'::text[] not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkey_pkey primary key (account_id, id),
  constraint passkey_check check (((agent_id is null) <> (contact_id is null))),
  constraint passkey_name_check check ((name <> ''::text)),
  constraint passkey_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade,
  constraint passkey_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade,
  constraint passkey_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create unique index passkey_credential on passkey (account_id, credential_id);
create index passkey_of_agent on passkey (account_id, agent_id) where (agent_id is not null);
create index passkey_of_contact on passkey (account_id, contact_id) where (contact_id is not null);
alter table passkey enable row level security;
create policy account on passkey using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table passkey_challenge (
  account_id bigint not null,
  challenge_hash bytea not null,
  purpose text not null,
  session_id bigint,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_pkey primary key (account_id, challenge_hash),
  constraint passkey_challenge_purpose_check check ((purpose = any (array['portal_sign_in'::text, 'console_sign_in'::text, 'registration'::text, 'proof'::text]))),
  constraint passkey_challenge_account_id_fkey foreign key (account_id) references account(id) on delete cascade,
  constraint passkey_challenge_account_id_session_id_fkey foreign key (account_id, session_id) references session(account_id, id) on delete cascade
);
create index passkey_challenge_expiry on passkey_challenge (account_id, expires_at);
create index passkey_challenge_of_session on passkey_challenge (account_id, session_id) where (session_id is not null);
alter table passkey_challenge enable row level security;
create policy account on passkey_challenge using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table portal_state_count (
  account_id bigint not null,
  counted_on date not null,
  state text not null,
  contacts_count bigint not null,
  counted_at timestamp with time zone not null,
  constraint portal_state_count_pkey primary key (account_id, counted_on, state),
  constraint portal_state_count_contacts_count_check check ((contacts_count >= 0)),
  constraint portal_state_count_state_check check ((state = any (array['none'::text, 'invited'::text, 'active'::text, 'locked'::text, 'deactivated'::text]))),
  constraint portal_state_count_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table portal_state_count enable row level security;
create policy account on portal_state_count using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table invitee (
  account_id bigint not null,
  contact_id bigint not null,
  invited_on date not null,
  reached integer not null,
  constraint invitee_pkey primary key (account_id, contact_id),
  constraint invitee_reached_check check (((reached >= 0) and (reached <= 3))),
  constraint invitee_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
alter table invitee enable row level security;
create policy account on invitee using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table invitee_count (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  invited_on date not null,
  invited_count bigint default 0 not null,
  accepted_count bigint default 0 not null,
  opened_count bigint default 0 not null,
  activated_count bigint default 0 not null,
  is_sum boolean default false not null,
  constraint invitee_count_pkey primary key (account_id, id),
  constraint invitee_count_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
create index invitee_count_of_day on invitee_count (account_id, invited_on);
create index invitee_count_unsummed on invitee_count (account_id) where (not is_sum);
alter table invitee_count enable row level security;
create policy account on invitee_count using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table sign_in_link (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  contact_id bigint not null,
  email text collate "C" not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  spent_at timestamp with time zone,
  replaced_at timestamp with time zone,
  constraint sign_in_link_pkey primary key (account_id, id),
  constraint sign_in_link_email_check check ((email = lower(email))),
  constraint sign_in_link_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create unique index sign_in_link_token on sign_in_link (account_id, token_hash);
create unique index sign_in_link_is_the_only_live_one on sign_in_link (account_id, contact_id) where ((spent_at is null) and (replaced_at is null));
create index sign_in_link_of_contact on sign_in_link (account_id, contact_id, id);
alter table sign_in_link enable row level security;
create policy account on sign_in_link using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table consent (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  is_required boolean not null,
  document text,
  labels jsonb not null,
  texts jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint consent_pkey primary key (account_id, id),
  constraint consent_document_check check ((document = any (array['privacy_policy'::text, 'terms'::text]))),
  constraint consent_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table consent enable row level security;
create policy account on consent using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table consent_version (
  account_id bigint not null,
  consent_id bigint not null,
  version integer not null,
  labels jsonb not null,
  texts jsonb not null,
  created_at timestamp with time zone not null,
  constraint consent_version_pkey primary key (account_id, consent_id, version),
  constraint consent_version_account_id_consent_id_fkey foreign key (account_id, consent_id) references consent(account_id, id) on delete cascade
);
alter table consent_version enable row level security;
create policy account on consent_version using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table contact_consent (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  contact_id bigint not null,
  consent_id bigint not null,
  version integer not null,
  document_version text,
  given_at timestamp with time zone not null,
  language text not null,
  network text,
  withdrawn_at timestamp with time zone,
  constraint contact_consent_pkey primary key (account_id, id),
  constraint contact_consent_language_check check ((language = any (array['en'::text, 'ko'::text]))),
  constraint contact_consent_account_id_consent_id_version_fkey foreign key (account_id, consent_id, version) references consent_version(account_id, consent_id, version),
  constraint contact_consent_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create index contact_consent_of_contact on contact_consent (account_id, contact_id, consent_id, id);
alter table contact_consent enable row level security;
create policy account on contact_consent using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table sign_in_failure (
  account_id bigint not null,
  contact_id bigint not null,
  email text collate "C" not null,
  reason text not null,
  tried_count integer default 1 not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint sign_in_failure_pkey primary key (account_id, contact_id, email, reason),
  constraint sign_in_failure_email_check check ((email = lower(email))),
  constraint sign_in_failure_reason_check check ((reason = any (array['never_in'::text, 'deactivated'::text, 'deleted'::text, 'locked'::text, 'locked_by_failures'::text, 'retired_address'::text, 'unverified_address'::text, 'password'::text]))),
  constraint sign_in_failure_account_id_contact_id_fkey foreign key (account_id, contact_id) references contact(account_id, id) on delete cascade
);
create index sign_in_failure_by_age on sign_in_failure (account_id, last_at);
alter table sign_in_failure enable row level security;
create policy account on sign_in_failure using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table unknown_sign_in (
  account_id bigint not null,
  company_id bigint not null,
  email_mark bytea not null,
  tried_count integer default 1 not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint unknown_sign_in_pkey primary key (account_id, email_mark),
  constraint unknown_sign_in_account_id_company_id_fkey foreign key (account_id, company_id) references company(account_id, id) on delete cascade
);
create index unknown_sign_in_of_company on unknown_sign_in (account_id, company_id, last_at);
create index unknown_sign_in_by_age on unknown_sign_in (account_id, last_at);
alter table unknown_sign_in enable row level security;
create policy account on unknown_sign_in using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table agent_totp (
  account_id bigint not null,
  agent_id bigint not null,
  sealed_secret bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint default 0 not null,
  created_at timestamp with time zone not null,
  constraint agent_totp_pkey primary key (account_id, agent_id),
  constraint agent_totp_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade
);
alter table agent_totp enable row level security;
create policy account on agent_totp using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table recovery_code (
  account_id bigint not null,
  agent_id bigint not null,
  code_mark bytea not null,
  spent_at timestamp with time zone,
  constraint recovery_code_pkey primary key (account_id, agent_id, code_mark),
  constraint recovery_code_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade
);
alter table recovery_code enable row level security;
create policy account on recovery_code using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table sign_in_step (
  account_id bigint not null,
  id bigint generated by default as identity not null,
  agent_id bigint not null,
  token_hash bytea not null,
  is_remembered boolean not null,
  method text not null,
  tries_count integer default 0 not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_step_pkey primary key (account_id, id),
  constraint sign_in_step_method_check check ((method = any (array['password'::text, 'link'::text]))),
  constraint sign_in_step_account_id_agent_id_fkey foreign key (account_id, agent_id) references agent(account_id, id) on delete cascade
);
create unique index sign_in_step_token on sign_in_step (account_id, token_hash);
create index sign_in_step_of_agent on sign_in_step (account_id, agent_id);
alter table sign_in_step enable row level security;
create policy account on sign_in_step using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table account_logo (
  account_id bigint not null,
  key text collate "C" not null,
  png bytea not null,
  width integer not null,
  height integer not null,
  created_at timestamp with time zone not null,
  constraint account_logo_pkey primary key (account_id),
  constraint account_logo_height_check check ((height > 0)),
  constraint account_logo_width_check check ((width > 0)),
  constraint account_logo_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table account_logo enable row level security;
create policy account on account_logo using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));

create table dkim_key (
  account_id bigint not null,
  domain text collate "C" not null,
  selector text collate "C" not null,
  public_key text not null,
  private_key_sealed bytea not null,
  created_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  constraint dkim_key_pkey primary key (account_id, domain),
  constraint dkim_key_account_id_fkey foreign key (account_id) references account(id) on delete cascade
);
alter table dkim_key enable row level security;
create policy account on dkim_key using ((account_id = (nullif(current_setting('maru.account_id'::text, true), ''::text))::bigint));
