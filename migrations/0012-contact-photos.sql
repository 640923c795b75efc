-- A contact's photo as Maru has drawn it anew, never the file that came: two squares, and the key that its address changes with.
create table contact_photo (
  account_id bigint not null,
  contact_id bigint not null,
  key text collate "C" not null,
  large bytea not null,
  small bytea not null,
  created_at timestamptz not null,
  primary key (account_id, contact_id),
  foreign key (account_id, contact_id) references contact (account_id, id) on delete cascade
);
select maru_isolate('contact_photo');
