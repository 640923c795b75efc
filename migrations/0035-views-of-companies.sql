-- The list of companies has views to keep as well.
alter table saved_view drop constraint saved_view_record_check;
alter table saved_view add constraint saved_view_record_check check (record in ('contact', 'company'));
