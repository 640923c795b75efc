import { sql } from 'kysely';
import { ofContact, type Place, told } from './place.ts';

/** Where it lies what lets a person into the portal, and what became of it; a part of `places`, in its order. */
export const placesOfAccess: readonly Place[] = [
  {
    place: 'password',
    table: 'contact_credential',
    rows: ofContact,
    done: 'removed',
    ...told(sql`password_set_at`, sql`password_set_at`),
  },
  {
    place: 'sign_in_identities',
    table: 'sign_in_identity',
    rows: ofContact,
    done: 'removed',
    ...told(sql`(select p.name from sign_in_provider p where p.account_id = sign_in_identity.account_id
      and p.id = provider_id) as provider, issuer, subject, email, created_at, last_used_at`),
  },
  {
    place: 'address_proofs',
    table: 'address_proof',
    rows: ({ emails }) => sql`(email = any(${emails}::text[]) or claimed_email = any(${emails}::text[]))`,
    done: 'removed',
  },
  {
    place: 'passkeys',
    table: 'passkey',
    rows: ofContact,
    done: 'removed',
    ...told(sql`name, created_at, last_used_at`),
  },
  { place: 'portal_views', table: 'portal_view', rows: ofContact, done: 'removed' },
  {
    place: 'sessions',
    table: 'session',
    rows: ofContact,
    done: 'removed',
    ...told(sql`created_at, last_seen_at, expires_at, ip, user_agent`),
  },
  {
    place: 'access_records',
    table: 'access_record',
    rows: ofContact,
    done: 'blanked',
    blankByFunction: ({ ids }) => sql`forget_in_access_records(${ids}::bigint[])`,
  },
  { place: 'invitees', table: 'invitee', rows: ofContact, done: 'removed' },
  {
    place: 'invitations',
    table: 'invitation',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, created_at, expires_at, opened_at, spent_at, cancelled_at`),
  },
  {
    place: 'sign_ups',
    table: 'sign_up',
    rows: (person) => sql`(${ofContact(person)} or email = any(${person.emails}::text[]))`,
    done: 'removed',
    ...told(sql`email, name, custom_fields, created_at, spent_at, decided_at, is_approved`),
  },
  {
    place: 'failed_sign_ins',
    table: 'sign_in_failure',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, reason, tried_count, first_at, last_at`, sql`first_at`),
  },
  {
    place: 'consents',
    table: 'contact_consent',
    rows: ofContact,
    done: 'removed',
    ...told(
      sql`(select coalesce(v.labels ->> 'ko', v.labels ->> 'en') from consent_version v
        where v.account_id = contact_consent.account_id and v.consent_id = contact_consent.consent_id
          and v.version = contact_consent.version) as consent, version, document_version, given_at, withdrawn_at, language, network`,
      sql`given_at, id`,
    ),
  },
  {
    place: 'resets',
    table: 'password_reset',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, created_at, expires_at, spent_at`),
  },
  {
    place: 'sign_in_links',
    table: 'sign_in_link',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, created_at, expires_at, spent_at`),
  },
  {
    place: 'email_changes',
    table: 'email_change',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, former_email, created_at, spent_at, undone_at`),
  },
];
