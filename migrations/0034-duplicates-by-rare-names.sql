-- The same name and the same part before the @ at two domains made a pair of every two people whom one scheme of addresses gave
-- the same one: where names are common, minjun.kim@ of every second company. As everywhere, what more than three contacts
-- have says nothing: a part counts only while it is rare in the account, and never where it is a mailbox's or too short.

-- Whether a part of an address before the @, without dots and tags, may say who somebody is.
create function is_telling_local(local text) returns boolean language sql immutable as $$
  select length(local) >= 4 and local <> all ('{
    accounting, accounts, admin, administrator, billing, booking, business, ceo, contact, contactus, customer, customercare,
    customerservice, desk, finance, hello, help, helpdesk, info, information, inquiry, invoice, invoices, mail, mailbox, manager,
    marketing, master, news, noreply, no-reply, office, order, orders, postmaster, press, privacy, purchase, purchasing,
    reception, recruit, root, sales, secretary, security, service, shop, staff, store, support, team, tech, test, user, webmaster,
    daepyo, gyeongri, insa}'::text[])
$$;

create function is_mail_provider(domain text) returns boolean language sql immutable as $$
  select domain = any ('{gmail.com, naver.com, daum.net, hanmail.net, kakao.com, nate.com, yahoo.com, yahoo.co.kr, hotmail.com,
    outlook.com, icloud.com, live.com, me.com, msn.com, aol.com, gmx.com}'::text[])
$$;

-- Only a provider's domain is ever mistyped: who looks for pairs begins with the few addresses that have one.
create or replace function is_mistyped_domain(one text, other text) returns boolean language sql immutable as $$
  select is_mail_provider(split_part(one, '@', 2)) <> is_mail_provider(split_part(other, '@', 2))
    and is_one_letter_off(split_part(one, '@', 2), split_part(other, '@', 2))
$$;

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
end $$;

-- Those that are pairs already by the former rule.
do $$
declare
  of_account bigint;
begin
  for of_account in select id from account loop
    perform write_duplicate_pairs(of_account, array(
      select contact_id from duplicate_pair where account_id = of_account and has_like_address), '{}', '{}');
  end loop;
end $$;
