import type { Field, Labels } from '#platform/fields/field.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** Documents that the portal links; a consent may be about one. */
export const policyDocuments = ['privacy_policy', 'terms'] as const;
export type PolicyDocument = (typeof policyDocuments)[number];

/** Something that an account asks its customers to agree to. */
export interface Consent {
  id: number;
  is_required: boolean;
  document: PolicyDocument | null;
  /** What stands beside the box, in the languages that the account has given. */
  labels: Labels;
  /** What it says in full; may be empty. */
  texts: Labels;
  version: number;
}

/** What a consent is asked for in the console. */
export const consentFields = [
  { name: 'label_en', kind: 'text', label: 'consents.fields.label_en', max_length: 200 },
  { name: 'label_ko', kind: 'text', label: 'consents.fields.label_ko', max_length: 200 },
  { name: 'text_en', kind: 'paragraph', label: 'consents.fields.text_en', max_length: 5_000 },
  { name: 'text_ko', kind: 'paragraph', label: 'consents.fields.text_ko', max_length: 5_000 },
  { name: 'document', kind: 'dropdown', label: 'consents.fields.document', choices: policyDocuments },
  { name: 'is_required', kind: 'checkbox', label: 'consents.fields.is_required' },
] as const satisfies readonly Field[];

/** How the change log tells of a consent that was added, changed or ended: by its label. */
export const consentField: Field = { name: 'consent', kind: 'text', label: 'change_log.consent' };

/** What somebody ticked, with what counts as its proof. */
export interface GivenConsent {
  consent_id: number;
  version: number;
  document_version: string | null;
  given_at: Date;
  language: Locale;
  network: string | null;
}

/** The name of a consent's box in a form, such as `consent_12`. */
export function consentBox({ id }: Pick<Consent, 'id'>): string {
  return `consent_${id}`;
}

/** A consent as a signed-in customer has it. */
export interface OwnConsent extends Consent {
  /** When he agreed to it, if he does still. */
  given_at: Date | null;
  /** Whether he has agreed to it as it is worded now. */
  is_current: boolean;
}

/** Whether somebody has to agree before he goes on. */
export function isOwed({ is_required, is_current }: Pick<OwnConsent, 'is_required' | 'is_current'>): boolean {
  return is_required && !is_current;
}
