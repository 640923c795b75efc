-- A list narrowed by a part of an address goes through the first thousands of all contacts: what it asks of each stands in the
-- index, so that half as many pages of memory are met.
drop index contact_email_of_contact;
create index contact_email_of_contact on contact_email (account_id, contact_id) include (email);
