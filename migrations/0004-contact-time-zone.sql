-- Where a contact lives by the clock, as an IANA name such as Asia/Seoul.
alter table contact add column time_zone text;
