-- A stranger who asks for a link to somebody's mailbox must not end the one that a temporary password has just opened.
drop index password_reset_is_the_only_live_one;
create unique index password_reset_is_the_only_live_one
  on password_reset (account_id, contact_id, is_of_temporary_password) where spent_at is null and replaced_at is null;
