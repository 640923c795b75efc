-- Why a customer can't get in: what was tried with his own addresses, kept with him.
create table sign_in_failure (
  account_id bigint not null,
  contact_id bigint not null,
  email text collate "C" not null check (email = lower(email)),
  reason text not null check (reason in
    ('never_in', 'deactivated', 'deleted', 'locked', 'locked_by_failures', 'retired_address', 'unverified_address', 'password')),
  tried_count integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (account_id, contact_id, email, reason),
  foreign key (account_id, contact_id) references contact (account_id, id) on delete cascade
);
create index sign_in_failure_by_age on sign_in_failure (account_id, last_at);
select maru_isolate('sign_in_failure');

-- What was tried with an address that nobody has, at a domain of a company's: a keyed hash, by which an agent who is told
-- the address finds it again, and from which nobody reads it.
create table unknown_sign_in (
  account_id bigint not null,
  company_id bigint not null,
  email_mark bytea not null,
  tried_count integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (account_id, email_mark),
  foreign key (account_id, company_id) references company (account_id, id) on delete cascade
);
create index unknown_sign_in_of_company on unknown_sign_in (account_id, company_id, last_at);
create index unknown_sign_in_by_age on unknown_sign_in (account_id, last_at);
select maru_isolate('unknown_sign_in');
