-- What an import pays for the duplicates that are found as it writes. Looking for many keys together reads the account once for
-- each stretch of a file, so the last stretch of a million read a million names. That is done only while the account is not much
-- more than what came; PostgreSQL has counted any larger one and looks each key up by its index.

-- Of a key that more than three others have had and still have beside whoever was touched, nothing was a pair and nothing
-- becomes one: such groups are left out, so that what thousands share costs no more than the look at a few of them.
create or replace function phone_groups_of_few(of_account bigint, phones text[], out groups bigint[], out members bigint[])
language sql stable set search_path = public, pg_temp set enable_nestloop = on as $$
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
$$;

create or replace function phone_groups(of_account bigint, phones text[], out groups bigint[], out members bigint[])
language plpgsql stable set search_path = public, pg_temp set enable_nestloop = off set enable_hashjoin = on as $$
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
end $$;

create or replace function address_groups_of_few(of_account bigint, keys text[], out groups bigint[], out members bigint[])
language sql stable set search_path = public, pg_temp set enable_nestloop = on as $$
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
  ), alike as (
    select distinct a.local, m.likeness_key, m.contact_id, c.sort_key
    from (select distinct local from asked) a
    cross join lateral (
      select likeness_key, contact_id, count(*) over () as found from (
        select likeness_key, contact_id from contact_email
        where account_id = of_account and likeness_key >= a.local || '@' and likeness_key < a.local || 'A' limit 21) near
    ) m
    cross join lateral (
      select sort_key, deleted_at from contact where account_id = of_account and id = m.contact_id and m.found > 1 offset 0) c
    where m.found between 2 and 20 and c.deleted_at is null
  ), pairs as (
    select row_number() over () + (select count(*) from asked) as number, x.id, y.id as other_id
    from (select array_agg(likeness_key) as keys, array_agg(contact_id) as ids, array_agg(sort_key) as names
      from alike group by local having count(*) > 1) a
    cross join lateral unnest(keys, ids, names) x (key, id, name) cross join lateral unnest(keys, ids, names) y (key, id, name)
    where x.id < y.id and x.key <> y.key and (x.name = y.name or is_mistyped_domain(x.key, y.key))
  )
  select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
    select number, id from same union all select number, id from pairs union all select number, other_id from pairs) grouped
$$;

create or replace function address_groups(of_account bigint, keys text[], out groups bigint[], out members bigint[])
language plpgsql stable set search_path = public, pg_temp set enable_nestloop = off set enable_hashjoin = on as $$
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
    ), living as materialized (
      select e.likeness_key as key, split_part(e.likeness_key, '@', 1) as local, c.id, c.sort_key
      from (select contact_id, likeness_key from contact_email where account_id = $1) e
      join (select id, sort_key from contact where account_id = $1 and deleted_at is null) c on c.id = e.contact_id
    ), sized as (
      select key, id, count(*) over (partition by key) as size
      from (select distinct key, id from living) each
    ), same as (
      select number, id from sized join asked using (key) where size > 1 and size < 4 + touched
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

-- An account that is deleted takes its companies along, and they their names.
alter table duplicate_name drop constraint duplicate_name_account_id_fkey;

create function name_groups_of_few(
  of_account bigint, companies bigint[], names text[], out groups bigint[], out members bigint[])
language sql stable set search_path = public, pg_temp set enable_nestloop = on as $$
  select coalesce(array_agg(number), '{}'), coalesce(array_agg(id), '{}') from (
    select number, id, touched, count(*) over (partition by number) as size
    from (select row_number() over () as number, company_id, sort_key, count(*) as touched
      from unnest(companies, names) n (company_id, sort_key) group by company_id, sort_key) n
    cross join lateral (
      select contact_id as id from duplicate_name
      where account_id = of_account and company_id = n.company_id and sort_key = n.sort_key
      order by contact_id limit 4 + touched) m
  ) grouped where size > 1 and size < 4 + touched
$$;

-- Groups by the names in a company that contacts had and have.
create function name_groups(
  of_account bigint, companies bigint[], names text[], out groups bigint[], out members bigint[])
language plpgsql stable set search_path = public, pg_temp set enable_nestloop = off set enable_hashjoin = on as $$
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
end $$;

create or replace function write_duplicate_names(of_account bigint, contacts bigint[], out groups bigint[], out members bigint[])
language plpgsql set search_path = public, pg_temp as $$
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
end $$;

-- Judges pairs anew and writes down what has changed. Asked are the pairs within each group of two or three (`members` with
-- the number of their group beside them), and all known pairs of the `changed` and of members of larger groups: what four share
-- says nothing any more. The one place that decides what makes two contacts a pair.
create or replace function write_duplicate_pairs(of_account bigint, changed bigint[], groups bigint[], members bigint[]) returns void
language plpgsql set search_path = public, pg_temp as $$
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
          c.sort_key = o.sort_key
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
end $$;
