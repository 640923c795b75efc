// Written by `npm run generate` from the migrations. Do not edit.
import type { Generated } from 'kysely';

/** What a jsonb column holds. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface AccessRecordRow {
  account_id: number;
  id: Generated<number>;
  at: Date;
  kind: string;
  agent_id: number | null;
  contact_id: number | null;
  ip: string | null;
  request_id: string | null;
  details: Json | null;
}

export interface AccountRow {
  id: Generated<number>;
  name: string;
  language: 'en' | 'ko';
  country: string;
  time_zone: string;
  is_mail_to_customers_on: Generated<boolean>;
  invitation_days: Generated<number>;
  is_access_on_request: Generated<boolean>;
  lockout_failures_count: Generated<number>;
  lockout_minutes: Generated<number>;
  empty_words: Generated<string[]>;
  support_email: string | null;
  support_phone: string | null;
  support_url: string | null;
  created_at: Date;
  updated_at: Date;
  import_file_days: Generated<number>;
  backup_days: Generated<number>;
  session_idle_minutes: Generated<number>;
  session_hours: Generated<number>;
  remembered_idle_days: Generated<number>;
  remembered_days: Generated<number>;
  access_record_days: Generated<number>;
  sign_up: Generated<'off' | 'known' | 'anyone'>;
  has_sign_up_approval: Generated<boolean>;
  is_agent_provider_required: Generated<boolean>;
  mail_per_hour: number | null;
  bulk_mail_from_hour: Generated<number>;
  bulk_mail_until_hour: Generated<number>;
  reminder_days: number | null;
  reminders_count: Generated<number>;
  has_sign_in_links: Generated<boolean>;
  privacy_policy_url: string | null;
  privacy_policy_version: string | null;
  terms_url: string | null;
  terms_version: string | null;
  is_second_factor_required: Generated<boolean>;
  accent_color: string | null;
  mail_sender_name: string | null;
  mail_reply_to: string | null;
  mail_footer: string | null;
  logo_key: string | null;
}

export interface AccountHostRow {
  account_id: number;
  host: string;
  public_url: string;
  created_at: Date;
}

export interface AccountLogoRow {
  account_id: number;
  key: string;
  png: Buffer;
  width: number;
  height: number;
  created_at: Date;
}

export interface AccountRightRow {
  account_id: number;
  role: 'agent' | 'supervisor' | 'admin';
  name: string;
  is_held: boolean;
  changed_at: Date;
}

export interface AddressProofRow {
  account_id: number;
  id: Generated<number>;
  token_hash: Buffer;
  provider_id: number;
  issuer: string;
  subject: string;
  name: string | null;
  claimed_email: string | null;
  email: string | null;
  code_number: Generated<number>;
  code_hash: Buffer | null;
  tries_count: Generated<number>;
  created_at: Date;
  expires_at: Date;
}

export interface AgentRow {
  account_id: number;
  id: Generated<number>;
  name: string;
  email: string;
  role: 'admin' | 'supervisor' | 'agent';
  is_owner: Generated<boolean>;
  language: 'en' | 'ko';
  password_hash: string | null;
  password_set_at: Date | null;
  failed_sign_in_count: Generated<number>;
  locked_until: Date | null;
  invited_at: Date | null;
  deactivated_at: Date | null;
  last_sign_in_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface AgentLinkRow {
  account_id: number;
  id: Generated<number>;
  agent_id: number;
  purpose: 'agent_invitation' | 'agent_reset';
  token_hash: Buffer;
  created_at: Date;
  expires_at: Date;
  spent_at: Date | null;
  replaced_at: Date | null;
}

export interface AgentTotpRow {
  account_id: number;
  agent_id: number;
  sealed_secret: Buffer;
  confirmed_at: Date | null;
  last_step: Generated<number>;
  created_at: Date;
}

export interface BulkActionRow {
  account_id: number;
  id: Generated<number>;
  act: string;
  agent_id: number | null;
  state: Generated<'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>;
  start_after: Date;
  total_count: number;
  done_count: Generated<number>;
  skipped_count: Generated<number>;
  cursor_position: Generated<number>;
  lease_until: Date | null;
  lease_number: Generated<number>;
  last_error: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  cancelled_by_agent_id: number | null;
  input: Generated<Json>;
  undoes_bulk_action_id: number | null;
  mail_paused_at: Date | null;
}

export interface BulkActionRowRow {
  account_id: number;
  bulk_action_id: number;
  position: number;
  contact_id: number;
  outcome: 'done' | 'skipped' | null;
  reason: string | null;
  former: Json | null;
}

export interface ChangeLogRow {
  account_id: number;
  id: Generated<number>;
  at: Date;
  caller_kind: 'agent' | 'contact' | 'system' | 'stranger';
  caller_id: number | null;
  record: string;
  record_id: number;
  act: string;
  changes: Json | null;
  import_id: number | null;
  bulk_action_id: number | null;
  request_id: string | null;
}

export interface CompanyRow {
  account_id: number;
  id: Generated<number>;
  name: string;
  name_key: string;
  sort_key: string;
  parent_company_id: number | null;
  description: string | null;
  note: string | null;
  health_score: string | null;
  account_tier: string | null;
  industry: string | null;
  renewal_date: string | null;
  unique_external_id: string | null;
  custom_fields: Generated<Json>;
  created_by_import_id: number | null;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface CompanyDeletionRow {
  account_id: number;
  company_id: number;
  parent_company_id: number | null;
  child_company_ids: number[];
  children_moved_to: number | null;
  domains: string[];
}

export interface CompanyDomainRow {
  account_id: number;
  domain: string;
  company_id: number;
}

export interface CompanyFieldValueRow {
  account_id: number;
  field_id: number;
  company_id: number;
  value_key: string;
  number_value: number | null;
  date_value: string | null;
  is_unique: Generated<boolean>;
}

export interface CompanySearchRow {
  account_id: number;
  company_id: number;
  txt: string;
  bigrams: string[];
}

export interface ConsentRow {
  account_id: number;
  id: Generated<number>;
  is_required: boolean;
  document: 'privacy_policy' | 'terms' | null;
  labels: Json;
  texts: Generated<Json>;
  version: Generated<number>;
  created_at: Date;
  changed_at: Date;
  ended_at: Date | null;
}

export interface ConsentVersionRow {
  account_id: number;
  consent_id: number;
  version: number;
  labels: Json;
  texts: Json;
  created_at: Date;
}

export interface ContactRow {
  account_id: number;
  id: Generated<number>;
  name: string;
  sort_key: string;
  phone: string | null;
  phone_e164: string | null;
  mobile: string | null;
  mobile_e164: string | null;
  job_title: string | null;
  address: string | null;
  description: string | null;
  language: 'en' | 'ko' | null;
  tags: Generated<string[]>;
  unique_external_id: string | null;
  twitter_id: string | null;
  custom_fields: Generated<Json>;
  source: 'agent' | 'import' | 'api' | 'email' | 'portal' | 'sign_up';
  created_by_import_id: number | null;
  portal_access: Generated<'none' | 'invited' | 'active'>;
  invited_at: Date | null;
  activated_at: Date | null;
  last_sign_in_at: Date | null;
  locked_at: Date | null;
  locked_by: 'failures' | 'agent' | 'contact_admin' | null;
  locked_until: Date | null;
  deactivated_at: Date | null;
  blocked_at: Date | null;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
  time_zone: string | null;
  erased_at: Date | null;
  merged_into_contact_id: number | null;
  locked_by_agent_id: number | null;
  locked_by_contact_id: number | null;
}

export interface ContactConsentRow {
  account_id: number;
  id: Generated<number>;
  contact_id: number;
  consent_id: number;
  version: number;
  document_version: string | null;
  given_at: Date;
  language: 'en' | 'ko';
  network: string | null;
  withdrawn_at: Date | null;
}

export interface ContactCredentialRow {
  account_id: number;
  contact_id: number;
  password_hash: string | null;
  password_set_at: Date | null;
  is_temporary: Generated<boolean>;
  failed_sign_in_count: Generated<number>;
  failed_sign_in_at: Date | null;
}

export interface ContactEmailRow {
  account_id: number;
  email: string;
  contact_id: number;
  is_primary: boolean;
  state: Generated<'unverified' | 'verified' | 'retired'>;
  verified_at: Date | null;
  created_at: Date;
  likeness_key: Generated<string | null>;
  bounce: 'hard' | 'soft' | null;
  bounce_reason: string | null;
  bounced_at: Date | null;
}

export interface ContactFieldValueRow {
  account_id: number;
  field_id: number;
  contact_id: number;
  value_key: string;
  number_value: number | null;
  date_value: string | null;
  is_unique: Generated<boolean>;
}

export interface ContactMergeRow {
  account_id: number;
  id: Generated<number>;
  survivor_contact_id: number;
  other_contact_id: number;
  agent_id: number | null;
  changes: Json;
  moved: Json;
  merged_at: Date;
  undone_at: Date | null;
  undone_by_agent_id: number | null;
}

export interface ContactPhotoRow {
  account_id: number;
  contact_id: number;
  key: string;
  large: Buffer;
  small: Buffer;
  created_at: Date;
}

export interface ContactSearchRow {
  account_id: number;
  contact_id: number;
  txt: string;
  bigrams: string[];
  created_at: Date;
}

export interface ContactTagRow {
  account_id: number;
  tag_key: string;
  contact_id: number;
  tag: string;
}

export interface CustomFieldRow {
  account_id: number;
  id: Generated<number>;
  record: 'contact' | 'company';
  name: string;
  kind: 'text' | 'paragraph' | 'number' | 'decimal' | 'checkbox' | 'date' | 'dropdown' | 'url' | 'phone';
  labels: Json;
  choices: Generated<Json>;
  position: number;
  is_required_for_agents: Generated<boolean>;
  is_shown_to_customers: Generated<boolean>;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
  is_required_for_customers: Generated<boolean>;
  is_editable_by_customers: Generated<boolean>;
  is_unique: Generated<boolean>;
  choice_moves: Json | null;
}

export interface DkimKeyRow {
  account_id: number;
  domain: string;
  selector: string;
  public_key: string;
  private_key_sealed: Buffer;
  created_at: Date;
  verified_at: Date | null;
}

export interface DomainChangeRow {
  account_id: number;
  id: Generated<number>;
  company_id: number;
  agent_id: number | null;
  old_domain: string;
  new_domain: string;
  former: 'keep' | 'retire' | 'remove';
  domains_before: string[];
  domains_after: string[];
  created_at: Date;
  undone_at: Date | null;
}

export interface DomainChangeRowRow {
  account_id: number;
  domain_change_id: number;
  old_email: string;
  new_email: string;
  contact_id: number;
  was_primary: boolean;
  former_state: string;
  verified_at: Date | null;
  created_at: Date;
  had_state: string | null;
}

export interface DuplicateNameRow {
  account_id: number;
  contact_id: number;
  company_id: number;
  sort_key: string;
}

export interface DuplicatePairRow {
  account_id: number;
  contact_id: number;
  other_contact_id: number;
  id: Generated<number>;
  has_same_phone: Generated<boolean>;
  has_same_name: Generated<boolean>;
  has_like_address: Generated<boolean>;
  certainty: Generated<number>;
  dismissed_at: Date | null;
  dismissed_by_agent_id: number | null;
}

export interface EmailChangeRow {
  account_id: number;
  id: Generated<number>;
  contact_id: number;
  email: string;
  token_hash: Buffer;
  created_at: Date;
  expires_at: Date;
  spent_at: Date | null;
  replaced_at: Date | null;
  former_email: string | null;
  was_his: boolean | null;
  undo_token_hash: Buffer | null;
  undo_until: Date | null;
  undone_at: Date | null;
  state_before: 'unverified' | 'verified' | 'retired' | null;
  verified_at_before: Date | null;
}

export interface ErasureRow {
  account_id: number;
  id: Generated<number>;
  mode: 'remove' | 'anonymise';
  agent_id: number | null;
  reason: string | null;
  places: Json;
  backups_until: string;
  erased_at: Date;
}

export interface ImportRow {
  account_id: number;
  id: Generated<number>;
  record: Generated<'contact' | 'company'>;
  agent_id: number | null;
  file_id: number | null;
  file_name: string;
  format: Json;
  inspection: Json;
  columns: Json;
  can_match_by_phone: Generated<boolean>;
  can_create_companies: Generated<boolean>;
  has_invitations: Generated<boolean>;
  state: 'uploaded' | 'checking' | 'checked' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone';
  failure_code: string | null;
  failure_values: Json | null;
  lease_key: string | null;
  lease_until: Date | null;
  try_count: Generated<number>;
  asked_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  created_at: Date;
  can_restore_deleted: Generated<boolean>;
  resident_number_reason: string | null;
  chunk_rows: Generated<number>;
  paused_at: Date | null;
  nudged_at: Date | null;
  state_before_undo: 'done' | 'failed' | 'cancelled' | null;
  undo_agent_id: number | null;
  undo_started_at: Date | null;
  undone_at: Date | null;
  undo_failure_code: string | null;
  undo_failure_values: Json | null;
  upload_id: number | null;
}

export interface ImportChunkRow {
  account_id: number;
  import_id: number;
  phase: 'check' | 'run';
  position: number;
  first_row: number;
  last_row: number;
  created_count: number;
  updated_count: number;
  unchanged_count: number;
  refused_count: number;
  warned_count: number;
  companies_created_count: number;
  changed_by_field: Json;
  refused_by_code: Json;
  warned_by_code: Json;
  created_rows: string;
  created_ids: string;
  share_read: number;
  finished_at: Date;
}

export interface ImportCompanyRow {
  account_id: number;
  import_id: number;
  company_key: string;
  name: string;
  rows_count: number;
  likeness: string | null;
  company_id: number | null;
  choice: 'use' | 'create' | null;
}

export interface ImportCorrectionRow {
  account_id: number;
  import_id: number;
  row_number: number;
  cells: Json;
  corrected_at: Date;
}

export interface ImportParentRow {
  account_id: number;
  import_id: number;
  company_id: number;
}

export interface ImportRowRow {
  account_id: number;
  import_id: number;
  phase: 'check' | 'run';
  row_number: number;
  line_number: number;
  outcome: 'created' | 'updated' | 'unchanged' | 'refused';
  contact_id: number | null;
  record_name: string | null;
  changes: Json | null;
  problems: Json | null;
  warnings: Json | null;
  cells: Json | null;
  membership: Json | null;
  company_id: number | null;
  parent: Json | null;
}

export interface ImportUndoChunkRow {
  account_id: number;
  import_id: number;
  part: 'created' | 'changed' | 'companies';
  position: number;
  removed_count: number;
  restored_count: number;
  last_id: number | null;
  finished_at: Date;
}

export interface ImportUndoRecordRow {
  account_id: number;
  import_id: number;
  record: 'contact' | 'company';
  record_id: number;
  row_number: number | null;
  outcome: 'removed' | 'restored' | 'kept';
  reason: string | null;
  fields: Json | null;
  at: Date;
}

export interface InvitationRow {
  account_id: number;
  id: Generated<number>;
  contact_id: number;
  email: string;
  token_hash: Buffer;
  mail_message_id: number | null;
  agent_id: number | null;
  bulk_action_id: number | null;
  created_at: Date;
  expires_at: Date;
  opened_at: Date | null;
  spent_at: Date | null;
  replaced_at: Date | null;
  cancelled_at: Date | null;
  accepted_at: Date | null;
  bounced_at: Date | null;
  reminder_number: Generated<number>;
  stage: Generated<string>;
}

export interface InviteeRow {
  account_id: number;
  contact_id: number;
  invited_on: string;
  reached: number;
}

export interface InviteeCountRow {
  account_id: number;
  id: Generated<number>;
  invited_on: string;
  invited_count: Generated<number>;
  accepted_count: Generated<number>;
  opened_count: Generated<number>;
  activated_count: Generated<number>;
  is_sum: Generated<boolean>;
}

export interface MailMessageRow {
  account_id: number;
  id: Generated<number>;
  kind: string;
  ids: Json;
  contact_id: number | null;
  agent_id: number | null;
  to_address: string;
  language: 'en' | 'ko';
  message_id: string;
  bulk_action_id: number | null;
  state: Generated<'waiting' | 'sending' | 'sent' | 'failed' | 'bounced' | 'cancelled' | 'dropped'>;
  send_after: Date;
  useful_until: Date | null;
  try_count: Generated<number>;
  lease_until: Date | null;
  is_interrupted: Generated<boolean>;
  last_error: string | null;
  sent_at: Date | null;
  created_at: Date;
  is_paced: Generated<boolean>;
  tried_at: Date | null;
  bounced_at: Date | null;
  bounce_reason: 'no_mailbox' | 'no_domain' | 'mailbox_closed' | 'mailbox_full' | 'too_large' | 'refused' | 'unreachable' | 'unknown' | null;
}

export interface MailTemplateRow {
  account_id: number;
  kind: string;
  language: 'en' | 'ko';
  subject: string;
  body: string;
  updated_at: Date;
}

export interface MailTemplateTestRow {
  account_id: number;
  id: Generated<number>;
  agent_id: number;
  contact_id: number | null;
  kind: string;
  language: 'en' | 'ko';
  subject: string;
  body: string;
  created_at: Date;
}

export interface MembershipRow {
  account_id: number;
  contact_id: number;
  company_id: number;
  is_primary: boolean;
  role: Generated<'none' | 'contact_admin'>;
  ticket_visibility: Generated<'own' | 'company' | 'company_and_children'>;
  created_at: Date;
}

export interface PasskeyRow {
  account_id: number;
  id: Generated<number>;
  agent_id: number | null;
  contact_id: number | null;
  credential_id: Buffer;
  public_key: Buffer;
  sign_count: Generated<number>;
  is_backup_eligible: boolean;
  is_backed_up: boolean;
  transports: Generated<string[]>;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

export interface PasskeyChallengeRow {
  account_id: number;
  challenge_hash: Buffer;
  purpose: 'portal_sign_in' | 'console_sign_in' | 'registration' | 'proof';
  session_id: number | null;
  expires_at: Date;
}

export interface PasswordResetRow {
  account_id: number;
  id: Generated<number>;
  contact_id: number;
  email: string;
  token_hash: Buffer;
  created_at: Date;
  expires_at: Date;
  spent_at: Date | null;
  replaced_at: Date | null;
  is_of_temporary_password: Generated<boolean>;
}

export interface PortalStateCountRow {
  account_id: number;
  counted_on: string;
  state: 'none' | 'invited' | 'active' | 'locked' | 'deactivated';
  contacts_count: number;
  counted_at: Date;
}

export interface PortalViewRow {
  account_id: number;
  id: Generated<number>;
  token_hash: Buffer;
  session_id: number;
  agent_id: number;
  contact_id: number;
  created_at: Date;
  expires_at: Date;
}

export interface RateLimitRow {
  key: string;
  points: Generated<number>;
  expire: number | null;
}

export interface RecoveryCodeRow {
  account_id: number;
  agent_id: number;
  code_mark: Buffer;
  spent_at: Date | null;
}

export interface RememberedMappingRow {
  account_id: number;
  record: 'contact' | 'company';
  headers_key: Buffer;
  columns: Json;
  can_match_by_phone: boolean;
  can_create_companies: boolean;
  file_name: string;
  used_at: Date;
}

export interface RemovedPhotoRow {
  account_id: number;
  contact_id: number;
  key: string;
  large: Buffer;
  small: Buffer;
  created_at: Date;
  removed_at: Date;
}

export interface SavedViewRow {
  account_id: number;
  id: Generated<number>;
  record: 'contact' | 'company';
  agent_id: number | null;
  name: string;
  is_shared: boolean;
  query: string;
  created_at: Date;
  updated_at: Date;
}

export interface SessionRow {
  account_id: number;
  id: Generated<number>;
  token_hash: Buffer;
  agent_id: number | null;
  contact_id: number | null;
  is_remembered: Generated<boolean>;
  ip: string | null;
  user_agent: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  is_of_temporary_password: Generated<boolean>;
  method: 'password' | 'passkey' | 'provider' | 'link';
  provider_id: number | null;
}

export interface SetAsideMembershipRow {
  account_id: number;
  company_id: number;
  contact_id: number;
  is_primary: boolean;
  role: string;
  ticket_visibility: string;
  created_at: Date;
  next_company_id: number | null;
}

export interface SignInFailureRow {
  account_id: number;
  contact_id: number;
  email: string;
  reason: 'never_in' | 'deactivated' | 'deleted' | 'locked' | 'locked_by_failures' | 'retired_address' | 'unverified_address' | 'password';
  tried_count: Generated<number>;
  first_at: Date;
  last_at: Date;
}

export interface SignInIdentityRow {
  account_id: number;
  id: Generated<number>;
  provider_id: number;
  issuer: string;
  subject: string;
  contact_id: number | null;
  agent_id: number | null;
  email: string | null;
  created_at: Date;
  last_used_at: Date | null;
}

export interface SignInLinkRow {
  account_id: number;
  id: Generated<number>;
  contact_id: number;
  email: string;
  token_hash: Buffer;
  created_at: Date;
  expires_at: Date;
  spent_at: Date | null;
  replaced_at: Date | null;
}

export interface SignInProviderRow {
  account_id: number;
  id: Generated<number>;
  kind: 'google' | 'microsoft' | 'apple' | 'github' | 'facebook' | 'naver' | 'kakao' | 'openid';
  name: string;
  client_id: string;
  sealed_secret: Buffer;
  issuer: string | null;
  directory: string | null;
  team_id: string | null;
  key_id: string | null;
  email_domains: Generated<string[]>;
  is_for_contacts: Generated<boolean>;
  is_for_agents: Generated<boolean>;
  position: number;
  created_at: Date;
  updated_at: Date;
}

export interface SignInStepRow {
  account_id: number;
  id: Generated<number>;
  agent_id: number;
  token_hash: Buffer;
  is_remembered: boolean;
  method: 'password' | 'link';
  tries_count: Generated<number>;
  expires_at: Date;
}

export interface SignUpRow {
  account_id: number;
  id: Generated<number>;
  email: string;
  name: string;
  language: 'en' | 'ko';
  custom_fields: Generated<Json>;
  token_hash: Buffer;
  created_at: Date;
  expires_at: Date;
  spent_at: Date | null;
  replaced_at: Date | null;
  password_hash: string | null;
  decided_at: Date | null;
  is_approved: boolean | null;
  decided_by_agent_id: number | null;
  contact_id: number | null;
  consents: Json | null;
}

export interface StoredFileRow {
  account_id: number;
  id: Generated<number>;
  name: string;
  content_type: string;
  size_bytes: number | null;
  created_at: Date;
}

export interface StoredFileChunkRow {
  account_id: number;
  file_id: number;
  position: number;
  bytes: Buffer;
}

export interface SwitchedOffMailRow {
  account_id: number;
  kind: string;
  created_at: Date;
}

export interface TombstoneRow {
  account_id: number;
  key_hash: Buffer;
  kind: 'email' | 'unique_external_id';
  erasure_id: number;
  erased_at: Date;
  lifted_at: Date | null;
  lifted_by_agent_id: number | null;
  lifted_reason: string | null;
}

export interface UnknownSignInRow {
  account_id: number;
  company_id: number;
  email_mark: Buffer;
  tried_count: Generated<number>;
  first_at: Date;
  last_at: Date;
}

export interface WithdrawnLinkRow {
  account_id: number;
  token_hash: Buffer;
  withdrawn_at: Date;
}

/** Every table by name, for Kysely. */
export interface Tables {
  access_record: AccessRecordRow;
  account: AccountRow;
  account_host: AccountHostRow;
  account_logo: AccountLogoRow;
  account_right: AccountRightRow;
  address_proof: AddressProofRow;
  agent: AgentRow;
  agent_link: AgentLinkRow;
  agent_totp: AgentTotpRow;
  bulk_action: BulkActionRow;
  bulk_action_row: BulkActionRowRow;
  change_log: ChangeLogRow;
  company: CompanyRow;
  company_deletion: CompanyDeletionRow;
  company_domain: CompanyDomainRow;
  company_field_value: CompanyFieldValueRow;
  company_search: CompanySearchRow;
  consent: ConsentRow;
  consent_version: ConsentVersionRow;
  contact: ContactRow;
  contact_consent: ContactConsentRow;
  contact_credential: ContactCredentialRow;
  contact_email: ContactEmailRow;
  contact_field_value: ContactFieldValueRow;
  contact_merge: ContactMergeRow;
  contact_photo: ContactPhotoRow;
  contact_search: ContactSearchRow;
  contact_tag: ContactTagRow;
  custom_field: CustomFieldRow;
  dkim_key: DkimKeyRow;
  domain_change: DomainChangeRow;
  domain_change_row: DomainChangeRowRow;
  duplicate_name: DuplicateNameRow;
  duplicate_pair: DuplicatePairRow;
  email_change: EmailChangeRow;
  erasure: ErasureRow;
  import: ImportRow;
  import_chunk: ImportChunkRow;
  import_company: ImportCompanyRow;
  import_correction: ImportCorrectionRow;
  import_parent: ImportParentRow;
  import_row: ImportRowRow;
  import_undo_chunk: ImportUndoChunkRow;
  import_undo_record: ImportUndoRecordRow;
  invitation: InvitationRow;
  invitee: InviteeRow;
  invitee_count: InviteeCountRow;
  mail_message: MailMessageRow;
  mail_template: MailTemplateRow;
  mail_template_test: MailTemplateTestRow;
  membership: MembershipRow;
  passkey: PasskeyRow;
  passkey_challenge: PasskeyChallengeRow;
  password_reset: PasswordResetRow;
  portal_state_count: PortalStateCountRow;
  portal_view: PortalViewRow;
  rate_limit: RateLimitRow;
  recovery_code: RecoveryCodeRow;
  remembered_mapping: RememberedMappingRow;
  removed_photo: RemovedPhotoRow;
  saved_view: SavedViewRow;
  session: SessionRow;
  set_aside_membership: SetAsideMembershipRow;
  sign_in_failure: SignInFailureRow;
  sign_in_identity: SignInIdentityRow;
  sign_in_link: SignInLinkRow;
  sign_in_provider: SignInProviderRow;
  sign_in_step: SignInStepRow;
  sign_up: SignUpRow;
  stored_file: StoredFileRow;
  stored_file_chunk: StoredFileChunkRow;
  switched_off_mail: SwitchedOffMailRow;
  tombstone: TombstoneRow;
  unknown_sign_in: UnknownSignInRow;
  withdrawn_link: WithdrawnLinkRow;
}
