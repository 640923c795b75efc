-- What bench/import.ts measures Maru against: `\copy` into a staging table, the checks in SQL and one set-based upsert with
-- the end state of the import: contacts, addresses, companies, memberships, own fields and what search looks through, as the tables'
-- owner (no policy holds it). No change log, no outcome of any row. What is cheaper here than it could be: the search text
-- comes ready in the file, and names are filed without regard to accents only as far as the list has any.
\set ON_ERROR_STOP on
set work_mem = '256MB';
-- As everywhere here: with it each call of a function of many rows would be compiled.
set jit = off;
set maintenance_work_mem = '256MB';
begin;
create temporary table staged (
  name text, email text, phone text, title text, company text, tags text, language text, vip text, contract text,
  txt text, bigrams text[], row_number integer generated always as identity
);
-- The list's own fields, so that their values are indexed here too.
insert into custom_field (account_id, record, name, kind, labels, position, created_at, updated_at) values
  (1, 'contact', 'vip', 'checkbox', '{"ko": "VIP 여부"}', 1, now(), now()), (1, 'contact', 'contract_no', 'text', '{"ko": "계약번호"}', 2, now(), now())
on conflict do nothing;
\copy staged (name, email, phone, title, company, tags, language, vip, contract, txt, bigrams) from pstdin with (format text)

create temporary table checked as
  select row_number, nullif(btrim(name), '') as name, lower(btrim(email)) as email, nullif(btrim(phone), '') as phone,
    case
      when phone ~ '^0[0-9-]{8,}$' then '+82' || substr(regexp_replace(phone, '[^0-9]', '', 'g'), 2)
      when phone ~ '^\+[0-9 ]{8,}$' then regexp_replace(phone, '[^0-9+]', '', 'g')
    end as phone_e164,
    nullif(btrim(title), '') as job_title, nullif(btrim(company), '') as company,
    lower(regexp_replace(btrim(company), '\s+', ' ', 'g')) as company_key,
    nullif(string_to_array(tags, ';'), '{}') as tags, nullif(language, '') as language,
    case vip when 'O' then true when 'X' then false end as vip, nullif(contract, '') as contract, txt, bigrams,
    email ~* '^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$'
      and btrim(name) <> '' and (vip = '' or vip in ('O', 'X')) and language in ('', 'ko', 'en') as is_good
  from staged;

-- One row an address: of each column the last value that is not empty.
create temporary table wanted as
  with counted as (
    select *, count(*) over (partition by email) as rows_count from checked where is_good
  )
  select email, name, phone, phone_e164, job_title, company, company_key, coalesce(tags, '{}') as tags, language, vip, contract,
    txt, bigrams
  from counted where rows_count = 1
  union all
  select email, (array_agg(name order by row_number desc) filter (where name is not null))[1],
    (array_agg(phone order by row_number desc) filter (where phone is not null))[1],
    (array_agg(phone_e164 order by row_number desc) filter (where phone is not null))[1],
    (array_agg(job_title order by row_number desc) filter (where job_title is not null))[1],
    (array_agg(company order by row_number desc) filter (where company is not null))[1],
    (array_agg(company_key order by row_number desc) filter (where company is not null))[1],
    coalesce(string_to_array((array_agg(array_to_string(tags, ';') order by row_number desc) filter (where tags is not null))[1], ';'), '{}'),
    (array_agg(language order by row_number desc) filter (where language is not null))[1],
    (array_agg(vip order by row_number desc) filter (where vip is not null))[1],
    (array_agg(contract order by row_number desc) filter (where contract is not null))[1],
    (array_agg(txt order by row_number desc))[1],
    string_to_array((array_agg(array_to_string(bigrams, ' ') order by row_number desc))[1], ' ')
  from counted where rows_count > 1 group by email;
analyze wanted (email, company_key);

insert into company (account_id, name, name_key, sort_key, created_at, updated_at)
select 1, company, company_key, company_key, now(), now()
from (select distinct on (company_key) company, company_key from wanted where company is not null order by company_key) named
on conflict do nothing;
analyze company;

create temporary table matched as
  select w.*, e.contact_id, k.id as company_id, nextval('contact_id_seq') as new_id
  from wanted w
  left join contact_email e on e.account_id = 1 and e.email = w.email
  left join company k on k.account_id = 1 and k.name_key = w.company_key;

insert into contact (account_id, id, name, sort_key, phone, phone_e164, job_title, language, tags, custom_fields, source,
  created_at, updated_at)
select 1, new_id, name, translate(lower(name), 'éáíóúñü', 'eaiounu'), phone, phone_e164, job_title, language, tags,
  jsonb_strip_nulls(jsonb_build_object('vip', vip, 'contract_no', contract)), 'import', now(), now()
from matched where contact_id is null order by new_id;

insert into contact_email (account_id, email, contact_id, is_primary, created_at)
select 1, email, new_id, true, now() from matched where contact_id is null order by email;

insert into membership (account_id, contact_id, company_id, is_primary, created_at)
select 1, new_id, company_id, true, now() from matched where contact_id is null and company_id is not null;

insert into contact_search (account_id, contact_id, txt, bigrams, created_at)
select 1, new_id, txt, bigrams, now() from matched where contact_id is null;

create temporary table changed as
  select m.* from matched m join contact c on c.account_id = 1 and c.id = m.contact_id
  where (c.name, c.phone, c.job_title, c.language, c.tags, c.custom_fields) is distinct from
    (m.name, coalesce(m.phone, c.phone), coalesce(m.job_title, c.job_title), coalesce(m.language, c.language),
     case when m.tags = '{}' then c.tags else m.tags end,
     c.custom_fields || jsonb_strip_nulls(jsonb_build_object('vip', m.vip, 'contract_no', m.contract)));

update contact c set name = x.name, sort_key = translate(lower(x.name), 'éáíóúñü', 'eaiounu'), phone = coalesce(x.phone, c.phone),
  phone_e164 = coalesce(x.phone_e164, c.phone_e164), job_title = coalesce(x.job_title, c.job_title),
  language = coalesce(x.language, c.language), tags = case when x.tags = '{}' then c.tags else x.tags end,
  custom_fields = c.custom_fields || jsonb_strip_nulls(jsonb_build_object('vip', x.vip, 'contract_no', x.contract)),
  updated_at = now()
from changed x where c.account_id = 1 and c.id = x.contact_id;

update contact_search s set txt = x.txt, bigrams = x.bigrams
from changed x where s.account_id = 1 and s.contact_id = x.contact_id and s.txt <> x.txt;

delete from membership p using matched m
where p.account_id = 1 and p.contact_id = m.contact_id and p.is_primary and m.company_id is not null
  and p.company_id <> m.company_id;
insert into membership (account_id, contact_id, company_id, is_primary, created_at)
select 1, contact_id, company_id, true, now() from matched where contact_id is not null and company_id is not null
on conflict (account_id, contact_id, company_id) do update set is_primary = true where not membership.is_primary;
commit;
