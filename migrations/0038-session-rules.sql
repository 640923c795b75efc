-- How somebody proved who he is when his session began.
alter table session add column method text not null default 'password'
  constraint session_method_check check (method in ('password', 'passkey', 'provider', 'link'));
alter table session alter column method drop default;

-- How long sessions live by the account's own rules. Thirty days is what NIST SP 800-63B-4 allows at most.
alter table account add column session_idle_minutes integer not null default 720 check (session_idle_minutes between 15 and 1440);
alter table account add column session_hours integer not null default 24 check (session_hours between 1 and 168);
alter table account add column remembered_idle_days integer not null default 14 check (remembered_idle_days between 1 and 30);
alter table account add column remembered_days integer not null default 30 check (remembered_days between 0 and 30);
