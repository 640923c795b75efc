-- What a confirmed address was before, where it stood on the contact already: undone, a change leaves it no more proved than it was.
alter table email_change
  add column state_before text check (state_before in ('unverified', 'verified', 'retired')),
  add column verified_at_before timestamptz;
