-- Photos that were taken away, for a day: as long as their removal can be undone. One per contact, the last.
create table removed_photo (
  account_id bigint not null,
  contact_id bigint not null,
  key text collate "C" not null,
  large bytea not null,
  small bytea not null,
  created_at timestamptz not null,
  -- The moment of the entry in the change log that an undo names.
  removed_at timestamptz not null,
  primary key (account_id, contact_id),
  foreign key (account_id, contact_id) references contact (account_id, id) on delete cascade
);
select maru_isolate('removed_photo');
