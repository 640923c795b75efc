import type { Right } from '#platform/rights.ts';

/**
 * The settings of the customers' portal, in the order an admin reads them: `/settings/portal` draws a card for each topic out
 * of this list. `accounts.topics.<topic>` is its heading; every field has a sentence of consequence in
 * `accounts.setting_hints.<field>`, and a dropdown's choices are called `accounts.choices.<field>.<choice>`.
 */
export const settingTopics = [
  { topic: 'invitations', fields: ['invitation_days', 'is_access_on_request', 'reminder_days', 'reminders_count'] },
  { topic: 'bulk_mail', fields: ['mail_per_hour', 'bulk_mail_from_hour', 'bulk_mail_until_hour'] },
  { topic: 'sign_up', fields: ['sign_up', 'has_sign_up_approval'] },
  { topic: 'sign_in', fields: ['has_sign_in_links'] },
  { topic: 'lockout', fields: ['lockout_failures_count', 'lockout_minutes'] },
  {
    topic: 'sessions',
    fields: ['session_idle_minutes', 'session_hours', 'remembered_idle_days', 'remembered_days'],
  },
  {
    topic: 'policies',
    fields: ['privacy_policy_url', 'privacy_policy_version', 'terms_url', 'terms_version'],
  },
  { topic: 'agents', fields: ['is_second_factor_required'] },
  { topic: 'mail_look', fields: ['mail_sender_name', 'mail_reply_to', 'mail_footer'] },
] as const;

/**
 * What is more than a field and has a page of its own, offered at the head of `/settings/portal` to who has its right:
 * `accounts.setting_pages.<page>` has its name and one sentence.
 */
export const settingPages: readonly { page: string; to: string; right: Right }[] = [
  { page: 'look', to: '/settings/look', right: 'settings.edit' },
  { page: 'mail_templates', to: '/settings/mail-templates', right: 'mail_templates.edit' },
  { page: 'consents', to: '/settings/consents', right: 'settings.edit' },
  { page: 'mail_check', to: '/settings/mail-check', right: 'settings.edit' },
  { page: 'sign_ups', to: '/sign-ups', right: 'sign_ups.decide' },
];
