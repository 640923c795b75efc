import { type RawBuilder, sql } from 'kysely';

/** What becomes of each column of the person's own row where it is kept. */
export const contactRow: { kept: readonly string[]; blanked: Record<string, RawBuilder<unknown>> } = {
  kept: ['account_id', 'id', 'merged_into_contact_id', 'source', 'created_by_import_id', 'created_at'],
  blanked: {
    phone: sql`null`,
    phone_e164: sql`null`,
    mobile: sql`null`,
    mobile_e164: sql`null`,
    job_title: sql`null`,
    address: sql`null`,
    description: sql`null`,
    language: sql`null`,
    time_zone: sql`null`,
    tags: sql`'{}'`,
    unique_external_id: sql`null`,
    twitter_id: sql`null`,
    custom_fields: sql`'{}'`,
    portal_access: sql`'none'`,
    invited_at: sql`null`,
    activated_at: sql`null`,
    last_sign_in_at: sql`null`,
    locked_at: sql`null`,
    locked_by: sql`null`,
    locked_by_agent_id: sql`null`,
    locked_by_contact_id: sql`null`,
    locked_until: sql`null`,
    deactivated_at: sql`null`,
    blocked_at: sql`null`,
  },
};
