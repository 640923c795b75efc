-- Lists of companies, taken in by the engine that takes in contacts.

-- A row's record is a contact or a company, as its import says.
alter table import_row rename column contact_name to record_name;
alter table import_row
  add column company_id bigint,
  -- Of a row that gave a company another parent, the ids, which names don't tell exactly enough to undo it:
  -- { "before": 3, "after": 7 }; null is none.
  add column parent jsonb;
create index import_row_of_company on import_row (account_id, import_id, company_id, row_number)
  where phase = 'run' and changes is not null and company_id is not null;

-- Companies that an import has made only because a row names them as a parent, until the row comes that is their own.
create table import_parent (
  account_id bigint not null,
  import_id bigint not null,
  company_id bigint not null,
  primary key (account_id, import_id, company_id),
  foreign key (account_id, import_id) references import (account_id, id) on delete cascade,
  foreign key (account_id, company_id) references company (account_id, id) on delete cascade
);
create index import_parent_of_company on import_parent (account_id, company_id);
select maru_isolate('import_parent');

-- What an import meets, by the columns that it meets it by. Of companies also in the middle of a chunk: each step of a first one
-- would otherwise be planned for the empty table that it began with.
create function analyze_companies_for_import() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze company (account_id, id, name_key, unique_external_id, parent_company_id);
  analyze company_domain (account_id, domain, company_id);
end $$;
create or replace function analyze_for_import() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze contact_email (account_id, email, contact_id);
  perform analyze_companies_for_import();
  analyze contact (account_id, id, unique_external_id);
  analyze membership (account_id, contact_id, company_id);
end $$;
