-- The list of deleted companies: few among many, by name.
create index company_deleted on company (account_id, sort_key, id) where deleted_at is not null;
