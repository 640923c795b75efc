-- Acts on contacts, one by one and many at once, which can be undone.

-- The views Blocked and Deleted, as the other rare ones have it.
create index contact_blocked on contact (account_id, sort_key, id) where deleted_at is null and blocked_at is not null;
create index contact_deleted on contact (account_id, sort_key, id) where deleted_at is not null;

-- Which act it is, is told by the registry of acts; what it was given (a field and a value, tags, a company) stands in input.
alter table bulk_action drop constraint bulk_action_act_check;
alter table bulk_action add column input jsonb not null default '{}';
-- An undo is a bulk action itself, on those whom the other one has changed.
alter table bulk_action add column undoes_bulk_action_id bigint;
alter table bulk_action add foreign key (account_id, undoes_bulk_action_id) references bulk_action (account_id, id);
create unique index bulk_action_undone_once on bulk_action (account_id, undoes_bulk_action_id)
  where undoes_bulk_action_id is not null and state in ('waiting', 'running', 'done');

-- What an act found and its change log tells in words only, such as a membership that it ended.
alter table bulk_action_row add column former jsonb;

-- An undo reads what a bulk action wrote, contact by contact.
create index change_log_of_bulk_action on change_log (account_id, bulk_action_id, record_id) where bulk_action_id is not null;
