-- An import forbids hash joins for its own statements; where duplicates of many are looked for they are the only quick way.
alter function phone_groups(bigint, text[]) set enable_hashjoin = on;
alter function address_groups(bigint, text[]) set enable_hashjoin = on;
alter function write_duplicate_names(bigint, bigint[]) set enable_hashjoin = on;
