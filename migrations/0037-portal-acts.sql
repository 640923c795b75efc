-- Who has locked somebody out: beside `locked_by`, which says what kind of person it was.
alter table contact
  add column locked_by_agent_id bigint,
  add column locked_by_contact_id bigint,
  add foreign key (account_id, locked_by_agent_id) references agent (account_id, id),
  add foreign key (account_id, locked_by_contact_id) references contact (account_id, id)
    on delete set null (locked_by_contact_id),
  add check (locked_by_agent_id is null or locked_by = 'agent'),
  add check (locked_by_contact_id is null or locked_by = 'contact_admin');
create index contact_locked_by_contact on contact (account_id, locked_by_contact_id)
  where locked_by_contact_id is not null;

-- A temporary password opens the portal by a link of its own, which its first use makes: nobody is in before he has chosen another.
alter table password_reset add column is_of_temporary_password boolean not null default false;

-- Of a contact who came in by a temporary password and has proved no address yet: the session is his way in, and his only one.
alter table session add column is_of_temporary_password boolean not null default false;
