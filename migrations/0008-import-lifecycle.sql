-- Imports that are paused, taken over from a killed worker and undone.

-- lifecycle -----------------------------------------------------------------------------------------------------------

alter table import drop constraint import_state_check;
alter table import
  add constraint import_state_check check (state in
    ('uploaded', 'checking', 'checked', 'running', 'paused', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  -- Rows of a stretch. Kept here, so that another version of Maru that goes on with it cuts the file as before.
  add column chunk_rows integer not null default 10000 check (chunk_rows > 0),
  add column paused_at timestamptz,
  -- When its work was last asked for again, so that many who watch do not all ask.
  add column nudged_at timestamptz,
  -- Where it stood before its undo was asked for; an undo that stops before its end goes back there.
  add column state_before_undo text check (state_before_undo in ('done', 'failed', 'cancelled')),
  -- Who asked for the undo; null is the command line of the machine.
  add column undo_agent_id bigint,
  add column undo_started_at timestamptz,
  add column undone_at timestamptz,
  add column undo_failure_code text,
  add column undo_failure_values jsonb,
  add foreign key (account_id, undo_agent_id) references agent (account_id, id) on delete set null (undo_agent_id);
create index import_undone_by on import (account_id, undo_agent_id) where undo_agent_id is not null;

drop index import_at_work;
create index import_at_work on import (account_id, asked_at, id) where state in ('checking', 'running', 'undoing');

-- Accounts with an import that nobody works on although it should be worked on by then.
create or replace function accounts_with_waiting_imports(by_then timestamptz) returns setof bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct account_id from import
  where state in ('checking', 'running', 'undoing') and (lease_until is null or lease_until < by_then)
  order by account_id
$$;

-- Ends whatever a worker still does in the database for an import of the caller's account, so that whoever takes the import
-- over, pauses, cancels or undoes it is alone: a killed worker's last statement may run on for a while and hold its locks.
-- The import's own connections bear this name; all are the owner's, who alone may end them. True once none is left; false
-- after three seconds.
create function end_import_sessions(ended_import bigint) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  named constant text := format('maru import %s of account %s', ended_import, current_setting('maru.account_id', true));
  session integer;
begin
  for session in
    select pid from pg_stat_activity
    where datname = current_database() and application_name = named and pid <> pg_backend_pid()
  loop
    perform pg_terminate_backend(session, 3000);
  end loop;
  perform pg_stat_clear_snapshot();
  return not exists (
    select from pg_stat_activity
    where datname = current_database() and application_name = named and pid <> pg_backend_pid());
end $$;

-- undo ----------------------------------------------------------------------------------------------------------------

alter table import_row
  -- What the run did to memberships, which names of companies don't tell exactly enough to undo it:
  -- { "company_id": 7, "is_primary": true, "was_member": false, "left": { "company_id": 3, "role": …, "ticket_visibility": …,
  -- "created_at": … } }; `left` is the membership that ended, or null.
  add column membership jsonb;
create index import_row_of_contact on import_row (account_id, import_id, contact_id, row_number)
  where phase = 'run' and changes is not null;

-- How far an undo has come, as import_chunk tells it of a run: first the contacts it created go, stretch by stretch as they
-- came, then changes go back, the latest first, at last the companies go.
create table import_undo_chunk (
  account_id bigint not null,
  import_id bigint not null,
  part text not null check (part in ('created', 'changed', 'companies')),
  position integer not null,
  -- Contacts or companies that went for good.
  removed_count integer not null,
  -- Contacts of which something went back.
  restored_count integer not null,
  -- Companies up to this id are dealt with.
  last_id bigint,
  finished_at timestamptz not null,
  primary key (account_id, import_id, part, position),
  foreign key (account_id, import_id) references import (account_id, id) on delete cascade
);
select maru_isolate('import_undo_chunk');

-- What stays although its import was undone, and what was undone by itself before the whole was.
create table import_undo_record (
  account_id bigint not null,
  import_id bigint not null,
  record text not null check (record in ('contact', 'company')),
  record_id bigint not null,
  row_number integer,
  outcome text not null check (outcome in ('removed', 'restored', 'kept')),
  -- Why something that the import created stays: activated, edited, has_members, has_children.
  reason text,
  -- Of a contact whom it changed, by field: { "job_title": { "state": "changed", "before": "Buyer", "after": "CFO" } }; the
  -- state is back, or why it stays: changed, taken, company_gone.
  fields jsonb,
  at timestamptz not null,
  primary key (account_id, import_id, record, record_id),
  foreign key (account_id, import_id) references import (account_id, id) on delete cascade
);
create index import_undo_record_kept on import_undo_record (account_id, import_id, record desc, row_number, record_id)
  where outcome = 'kept';
select maru_isolate('import_undo_record');

-- Links of contacts whom an undo has removed: they say so, which a link nobody knows can not.
create table withdrawn_link (
  account_id bigint not null references account (id) on delete cascade,
  token_hash bytea not null,
  withdrawn_at timestamptz not null,
  primary key (account_id, token_hash)
);
select maru_isolate('withdrawn_link');
