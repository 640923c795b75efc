-- An import also counts the indexes of tags and of own fields: its list is narrowed by them as soon as it is there, and of tables
-- that nobody has counted PostgreSQL takes any index that begins with the account.
create or replace function analyze_for_import() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze contact_email (account_id, email, contact_id, likeness_key);
  perform analyze_companies_for_import();
  analyze contact (account_id, id, unique_external_id, phone_e164, mobile_e164);
  analyze contact_tag;
  analyze contact_field_value;
  analyze membership (account_id, contact_id, company_id);
  analyze duplicate_name;
  analyze duplicate_pair;
end $$;
