/** What somebody did to see or take away what is held about people: `access_records.kinds` in the locale files. */
export const accessKinds = [
  'contact_viewed',
  'mail_viewed',
  'portal_viewed',
  'link_copied',
  'person_exported',
  'contacts_exported',
  'change_log_exported',
  'access_records_exported',
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** How much was taken along; `erased` once the contact whom it was about is. */
export interface AccessDetails {
  rows?: number;
  columns?: readonly string[];
  reason?: string;
  erased?: true;
}

/** A look or an export, as an act reports it. */
export interface Access {
  kind: AccessKind;
  contact_id?: number;
  details?: AccessDetails;
}

/** Looks of one agent at one contact from one network address within these minutes are one look. */
export const sameLookMinutes = 10;
