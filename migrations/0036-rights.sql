-- What an admin has changed in the table of rights. A right without a row is as it comes (src/platform/rights.ts), so that one
-- which a later version brings is nobody's by accident.
create table account_right (
  account_id bigint not null references account (id) on delete cascade,
  role text not null check (role in ('agent', 'supervisor', 'admin')),
  name text not null collate "C" check (name <> ''),
  is_held boolean not null,
  changed_at timestamptz not null,
  primary key (account_id, role, name)
);
select maru_isolate('account_right');
