-- Duplicates of many at once. Each key of a statement was looked up by itself; in an account that nobody has counted yet
-- PostgreSQL takes any index for that, since each begins with the account, and reads the whole account once for every key: an
-- import's first ten thousand rows did not end in time. Many keys are therefore looked for together, which reads the account
-- once at the worst. A few are looked up as before, so that a number that thousands share is not read for each change.

alter function phone_groups(bigint, text[]) rename to phone_groups_of_few;
alter function address_groups(bigint, text[]) rename to address_groups_of_few;

create function phone_groups(of_account bigint, phones text[], out groups bigint[], out members bigint[])
language plpgsql stable set search_path = public, pg_temp as $$
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
    ), ranked as (
      select e164, id, row_number() over (partition by e164 order by id) as place, count(*) over (partition by e164) as size
      from found
    )
    select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}')
    from ranked join asked using (e164) where size > 1 and place <= 3 + touched
    $sql$ into groups, members using of_account, phones;
end $$;

-- Of addresses alike two and two, as before: a part before the @ that more than twenty addresses have is nobody's in particular.
-- No index finds that part among many, so all of the account's addresses are read, as long as that is not many more than came.
create function address_groups(of_account bigint, keys text[], out groups bigint[], out members bigint[])
language plpgsql stable set search_path = public, pg_temp as $$
declare
  most constant bigint := 20 * cardinality(keys);
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
    ), living as materialized (
      select e.likeness_key as key, split_part(e.likeness_key, '@', 1) as local, c.id, c.sort_key
      from (select contact_id, likeness_key from contact_email where account_id = $1) e
      join (select id, sort_key from contact where account_id = $1 and deleted_at is null) c on c.id = e.contact_id
    ), ranked as (
      select key, id, row_number() over (partition by key order by id) as place, count(*) over (partition by key) as size
      from (select distinct key, id from living) each
    ), same as (
      select number, id from ranked join asked using (key) where size > 1 and place <= 3 + touched
    ), near as (
      select local, array_agg(key) as keys, array_agg(id) as ids, array_agg(sort_key) as names
      from living where local in (select local from asked) group by local having count(*) between 2 and 20
    ), pairs as (
      select row_number() over () + (select count(*) from asked) as number, x.id, y.id as other_id
      from near cross join lateral unnest(keys, ids, names) x (key, id, name)
      cross join lateral unnest(keys, ids, names) y (key, id, name)
      where x.id < y.id and x.key <> y.key and (x.name = y.name or is_mistyped_domain(x.key, y.key))
    )
    select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
      select number, id from same union all select number, id from pairs union all select number, other_id from pairs) grouped
    $sql$ into groups, members using of_account, keys;
end $$;

create or replace function write_duplicate_names(of_account bigint, contacts bigint[], out groups bigint[], out members bigint[])
language plpgsql set search_path = public, pg_temp as $$
declare
  companies bigint[];
  names text[];
begin
  with fresh as materialized (
    select c.id, p.company_id, c.sort_key
    from unnest(contacts) x (id)
    cross join lateral (
      select id, sort_key, deleted_at from contact where account_id = of_account and id = x.id offset 0) c
    cross join lateral (
      select company_id from membership where account_id = of_account and contact_id = c.id and is_primary offset 0) p
    where c.deleted_at is null
  ), former as (
    select n.company_id, n.sort_key from fresh f cross join lateral (
      select company_id, sort_key from duplicate_name where account_id = of_account and contact_id = f.id offset 0) n
    where (n.company_id, n.sort_key) is distinct from (f.company_id, f.sort_key)
  ), gone as (
    delete from duplicate_name where account_id = of_account and contact_id = any (array(
      select n.contact_id from unnest(contacts) x (id) cross join lateral (
        select contact_id from duplicate_name where account_id = of_account and contact_id = x.id offset 0) n
      where not exists (
        select from (select id, deleted_at from contact where account_id = of_account and id = x.id offset 0) c where c.deleted_at is null and exists (
          select from membership where account_id = of_account and contact_id = c.id and is_primary offset 0))))
    returning company_id, sort_key
  ), written as (
    insert into duplicate_name as n (account_id, contact_id, company_id, sort_key)
    select of_account, id, company_id, sort_key from fresh
    on conflict (account_id, contact_id) do update set company_id = excluded.company_id, sort_key = excluded.sort_key
    where (n.company_id, n.sort_key) is distinct from (excluded.company_id, excluded.sort_key)
    returning company_id, sort_key
  )
  select coalesce(array_agg(company_id), '{}'), coalesce(array_agg(sort_key), '{}') into companies, names
  from (table former union all table gone union all table written) touched;
  if cardinality(names) <= 100 then
    select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') into groups, members from (
      select number, id, count(*) over (partition by number) as size
      from (select row_number() over () as number, company_id, sort_key, count(*) as touched
        from unnest(companies, names) n (company_id, sort_key) group by company_id, sort_key) n
      cross join lateral (
        select contact_id as id from duplicate_name
        where account_id = of_account and company_id = n.company_id and sort_key = n.sort_key
        order by contact_id limit 3 + touched) m
    ) grouped where size > 1;
  else
    execute $sql$
      with asked as materialized (
        select row_number() over () as number, company_id, sort_key, count(*) as touched
        from unnest($2, $3) n (company_id, sort_key) group by company_id, sort_key
      ), ranked as (
        select company_id, sort_key, contact_id, row_number() over sharing as place, count(*) over (partition by company_id, sort_key) as size
        from duplicate_name where account_id = $1 and company_id = any ($2)
        window sharing as (partition by company_id, sort_key order by contact_id)
      )
      select coalesce(array_agg(number), '{}'), coalesce(array_agg(contact_id), '{}')
      from ranked join asked using (company_id, sort_key) where size > 1 and place <= 3 + touched
      $sql$ into groups, members using of_account, companies, names;
  end if;
end $$;

-- Lists of many are joined by their hashes: of an account that nobody has counted PostgreSQL expects one row and would walk
-- through one list for each row of the other. What is looked up row by row has no other way and is not hindered; its price is then
-- beyond all bounds, so that it must not be compiled.
alter function phone_groups(bigint, text[]) set enable_nestloop = off;
alter function phone_groups(bigint, text[]) set jit = off;
alter function phone_groups_of_few(bigint, text[]) set enable_nestloop = on;
alter function address_groups(bigint, text[]) set enable_nestloop = off;
alter function address_groups(bigint, text[]) set jit = off;
alter function address_groups_of_few(bigint, text[]) set enable_nestloop = on;
alter function write_duplicate_names(bigint, bigint[]) set enable_nestloop = off;
alter function write_duplicate_names(bigint, bigint[]) set jit = off;
