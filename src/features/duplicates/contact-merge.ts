import type { Selectable } from 'kysely';
import type { ContactRow } from '#platform/database/tables.generated.ts';
import type { FieldValue } from '#platform/fields/field.ts';

/** Whose value the survivor has afterwards: his own, or that of the other one, who is merged away. */
export type Side = 'survivor' | 'other';

export interface MergeChoices {
  /** By field, the account's own with `custom_fields.` before the name; `email` is the primary address, `company` the primary company. */
  fields: Readonly<Record<string, Side>>;
  /** In a company of both the survivor gets the other one's role and sight where they are stronger. */
  takes_stronger_memberships: boolean;
  /** The survivor stays unlocked, active or unblocked although the other one is not. */
  keeps_own_states: boolean;
}

/** Nothing chosen: what a preview begins with. */
export const plainChoices: MergeChoices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };

/** What lies over portal access, and the access itself, as columns of `contact`. */
export type AccessStates = Pick<
  Selectable<ContactRow>,
  | 'portal_access'
  | 'activated_at'
  | 'last_sign_in_at'
  | 'locked_at'
  | 'locked_by'
  | 'locked_by_agent_id'
  | 'locked_by_contact_id'
  | 'locked_until'
  | 'deactivated_at'
  | 'blocked_at'
>;

/** What a merge has changed of the survivor, each from what to what: kept with the merge, so that it can be taken back. */
export interface MergeChanges {
  fields: Record<string, [FieldValue, FieldValue]>;
  states: Partial<Record<keyof AccessStates, [string | null, string | null]>>;
}

/** Fields that only one contact may have: the one that is not chosen stays with the contact merged away, so that imports still find the survivor by it. */
export const uniqueFields = ['unique_external_id', 'twitter_id'] as const;

const customPrefix = 'custom_fields.';

export function customRef(name: string): string {
  return customPrefix + name;
}

/** The name of one of the account's own fields; null for a built-in one. */
export function customNameOf(ref: string): string | null {
  return ref.startsWith(customPrefix) ? ref.slice(customPrefix.length) : null;
}
