-- The list of pairs that somebody has told apart, the newest first.
create index duplicate_pair_told_apart on duplicate_pair (account_id, dismissed_at desc, id desc) where dismissed_at is not null;
