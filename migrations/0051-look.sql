-- How an account's mails and its portal look.
alter table account
  add column accent_color text check (accent_color ~ '^#[0-9a-f]{6}$'),
  add column mail_sender_name text check (mail_sender_name <> ''),
  add column mail_reply_to text check (mail_reply_to <> ''),
  add column mail_footer text check (mail_footer <> ''),
  add column logo_key text collate "C";

-- Drawn anew from the pixels of what was uploaded; PNG, which every mail program shows.
create table account_logo (
  account_id bigint not null references account on delete cascade,
  key text collate "C" not null,
  png bytea not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  created_at timestamptz not null,
  primary key (account_id)
);
select maru_isolate('account_logo');
