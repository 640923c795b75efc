/** Words that tables hold for states and the like and that a document says in the reader's language (`privacy.words`). */
export const toldWords: ReadonlySet<string> = new Set([
  'unverified',
  'verified',
  'retired',
  'none',
  'contact_admin',
  'own',
  'company',
  'company_and_children',
  'waiting',
  'sending',
  'sent',
  'failed',
  'bounced',
  'cancelled',
  'dropped',
  'created',
  'updated',
  'unchanged',
  'refused',
  'agent',
  'contact',
  'system',
  'stranger',
]);

/** Kinds of mail that go to contacts and have a name in the outbox. */
export const mailKinds: ReadonlySet<string> = new Set([
  'invitations.invitation',
  'invitations.access_refused',
  'portal_access.password_reset',
  'portal_access.password_changed',
  'portal_access.account_locked',
]);
