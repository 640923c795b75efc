-- What an account's imports have made of the columns of a file, for the next file with the same ones.

create table remembered_mapping (
  account_id bigint not null references account (id) on delete cascade,
  record text not null check (record in ('contact', 'company')),
  -- SHA-256 of the headers, in whatever order and letter case they stand.
  headers_key bytea not null,
  -- As in import, with "name" for what tells columns apart beside their order: [{ "name": "e-mail", "field": "email", … }].
  columns jsonb not null,
  can_match_by_phone boolean not null,
  can_create_companies boolean not null,
  -- The file it was last used for, and when.
  file_name text not null,
  used_at timestamptz not null,
  primary key (account_id, record, headers_key)
);
select maru_isolate('remembered_mapping');

-- Why resident registration numbers are kept, where an admin has said so; otherwise they are left out.
alter table import add column resident_number_reason text;
