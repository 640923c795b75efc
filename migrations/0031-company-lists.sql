-- Companies in the order in which they were added, as a list shows them.
create index company_created on company (account_id, created_at, id) where deleted_at is null;
