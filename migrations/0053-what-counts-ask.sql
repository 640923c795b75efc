-- Lists narrowed by a state of the portal or by the last sign-in are counted up to ten thousand beside their page. What those
-- conditions ask of a contact stands in their indexes, so that they are counted there: ten thousand rows looked up took most of
-- what the page took, of a million contacts.
drop index contact_access;
create index contact_access on contact (account_id, portal_access, sort_key, id)
  include (deactivated_at, locked_at, locked_until) where deleted_at is null;

drop index contact_locked;
create index contact_locked on contact (account_id, sort_key, id)
  include (deactivated_at, locked_until) where deleted_at is null and locked_at is not null;

-- Under row-level security nothing is looked up by a coalesce: a condition on it read the whole index.
drop index contact_signed_in;
create index contact_signed_in on contact
  (account_id, (case when last_sign_in_at is null then '1970-01-01 00:00:00+00'::timestamptz else last_sign_in_at end), id)
  include (last_sign_in_at) where deleted_at is null;
