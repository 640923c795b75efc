-- What somebody decides about the findings of a check before the import runs.

-- Whether a row that means a deleted contact restores him; otherwise it is refused.
alter table import add column can_restore_deleted boolean not null default false;

-- Companies that the file names and the account does not have: all of them while a check is under way, afterwards those
-- that are like a known one or that somebody has decided about.
create table import_company (
  account_id bigint not null,
  import_id bigint not null,
  -- As company.name_key has it.
  company_key text not null collate "C",
  -- As the first row of the file writes it that needs it.
  name text not null,
  -- Rows of the latest check that need it, or would where it was decided otherwise.
  rows_count integer not null,
  -- The name without legal form, blanks and case; null until the check has come to its end.
  likeness text collate "C",
  -- The known company that it is like, or that was chosen for it.
  company_id bigint,
  -- Null: as the import's can_create_companies says.
  choice text check (choice in ('use', 'create')),
  primary key (account_id, import_id, company_key),
  foreign key (account_id, import_id) references import (account_id, id) on delete cascade,
  foreign key (account_id, company_id) references company (account_id, id) on delete set null (company_id)
);
create index import_company_likeness on import_company (account_id, import_id, likeness) where likeness is not null;
create index import_company_of_company on import_company (account_id, company_id) where company_id is not null;
select maru_isolate('import_company');
