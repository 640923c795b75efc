-- The contacts of the view of deleted ones, so that they are counted without looking at each of them.
create index contact_in_deleted_view on contact (account_id, sort_key, id)
  where deleted_at is not null and erased_at is null and merged_into_contact_id is null;
