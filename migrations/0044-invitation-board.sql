-- Where mail has come to after Maru wrote it: taken by the mail server, come back, and at what pace mail to many goes out.

-- mail ----------------------------------------------------------------------------------------------------------------

alter table mail_message
  -- Goes out at the account's pace and in its hours, as mail to many and reminders do.
  add column is_paced boolean not null default false,
  -- When it was last handed to the mail server, however that ended: what the pace is kept by.
  add column tried_at timestamptz,
  -- When it was known not to have arrived, and why in one of Maru's words; the server's own stand in last_error.
  add column bounced_at timestamptz,
  add column bounce_reason text
    check (bounce_reason in ('no_mailbox', 'no_domain', 'mailbox_closed', 'mailbox_full', 'too_large', 'refused', 'unreachable', 'unknown'));

update mail_message set is_paced = true where bulk_action_id is not null;
update mail_message set tried_at = sent_at where sent_at is not null;

-- Mail to many has an index of its own: however much of it waits for its pace, a reset does not have to be looked for.
drop index mail_message_due;
create index mail_message_due on mail_message (account_id, send_after, id)
  where state in ('waiting', 'sending') and not is_paced;
create index mail_message_paced on mail_message (account_id, send_after, id)
  where state in ('waiting', 'sending') and is_paced;
create index mail_message_tried on mail_message (account_id, tried_at) where tried_at is not null;
create index mail_message_of_message_id on mail_message (account_id, message_id);

create or replace function accounts_with_due_mail(by_then timestamptz) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.id from account a
  where exists (
    select from mail_message m
    where m.account_id = a.id and m.state in ('waiting', 'sending') and not m.is_paced and m.send_after <= by_then
      and (m.agent_id is not null or a.is_mail_to_customers_on))
  or a.is_mail_to_customers_on and exists (
    select from mail_message m
    where m.account_id = a.id and m.state in ('waiting', 'sending') and m.is_paced and m.send_after <= by_then)
  order by a.id
$$;

-- The newest thing that mail to this address came to: `hard` where the address itself is no good, `soft` where a later mail
-- may arrive. Null again once somebody has opened a link that was mailed to it.
alter table contact_email
  add column bounce text check (bounce in ('hard', 'soft')),
  add column bounce_reason text,
  add column bounced_at timestamptz;

-- the account's pace --------------------------------------------------------------------------------------------------

alter table account
  -- Null: as fast as the mail server takes it.
  add column mail_per_hour integer check (mail_per_hour between 1 and 100000),
  -- In the account's time zone; from 22 until 6 spans midnight, two equal hours mean always.
  add column bulk_mail_from_hour integer not null default 8 check (bulk_mail_from_hour between 0 and 23),
  add column bulk_mail_until_hour integer not null default 20 check (bulk_mail_until_hour between 0 and 24),
  -- Null: nobody is reminded.
  add column reminder_days integer check (reminder_days between 1 and 60),
  add column reminders_count integer not null default 2 check (reminders_count between 1 and 5);

-- Its mails wait for as long as this is set.
alter table bulk_action add column mail_paused_at timestamptz;
create index bulk_action_paused on bulk_action (account_id, id) where mail_paused_at is not null;

-- invitations ---------------------------------------------------------------------------------------------------------

alter table invitation
  -- The mail server took its mail.
  add column accepted_at timestamptz,
  -- Its mail came back, or was given up.
  add column bounced_at timestamptz,
  -- The how-manyeth reminder it is since somebody invited this contact; 0 for an invitation.
  add column reminder_number integer not null default 0;

update invitation i set
  accepted_at = m.sent_at,
  bounced_at = case when m.state in ('failed', 'bounced') then coalesce(m.sent_at, i.created_at) end
from mail_message m
where m.account_id = i.account_id and m.id = i.mail_message_id;

-- How far it has come, so that the board filters and counts by index. Whether its days are over depends on the clock.
alter table invitation add column stage text not null generated always as (
  case
    when spent_at is not null then 'activated'
    when replaced_at is not null then 'replaced'
    when cancelled_at is not null then 'cancelled'
    when opened_at is not null then 'link_opened'
    when bounced_at is not null then 'bounced'
    when accepted_at is not null then 'sent'
    when mail_message_id is null then 'link_copied'
    else 'queued'
  end) stored;
create index invitation_stage on invitation (account_id, stage, id desc) where replaced_at is null;
create index invitation_to_remind on invitation (account_id, accepted_at)
  where stage in ('sent', 'link_opened') and replaced_at is null;

-- Accounts that remind, for the schedule.
create function accounts_with_reminders(by_then timestamptz) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  select id from account
  where is_mail_to_customers_on and reminder_days is not null and created_at <= by_then
  order by id
$$;
