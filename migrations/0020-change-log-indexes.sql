-- The page over the whole change log: everything that one person did, and everything of one kind that happened to anybody.
create index change_log_of_caller on change_log (account_id, caller_kind, caller_id, at desc, id desc);
create index change_log_of_act on change_log (account_id, record, act, at desc, id desc);
