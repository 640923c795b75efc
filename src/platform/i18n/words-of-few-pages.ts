/**
 * Features whose messages only a few pages say: each is a file of its own that a browser loads with the pages that name it
 * (`export const handle = { words: ['imports'] }`); the server has all. New words begin here, unless a list, a contact or a
 * company says them: what stands in the common file weighs on every page of the console.
 */
export const wordsOfFewPages = [
  'access_help',
  'access_records',
  'accounts',
  'agents',
  'bulk_actions',
  'consents',
  'custom_fields',
  'exports',
  'imports',
  'invitation_board',
  'mail_check',
  'mail_templates',
  'outbox',
  'privacy',
  'passwords',
  'reports',
  'rights',
  'setup',
  'sign_in_providers',
  'sign_ups',
] as const;

export type WordsOfFewPages = (typeof wordsOfFewPages)[number];
