-- Keys that mail is signed with (DKIM), one for each domain of the sender's address.
create table dkim_key (
  account_id bigint not null references account (id) on delete cascade,
  domain text not null collate "C",
  selector text not null collate "C",
  -- As its record has it: base64 of the public key.
  public_key text not null,
  -- Only the installation's secret key opens it.
  private_key_sealed bytea not null,
  created_at timestamptz not null,
  -- When its record was found: mail is signed from then on.
  verified_at timestamptz,
  primary key (account_id, domain)
);
select maru_isolate('dkim_key');
