import type { Selectable } from 'kysely';
import type { ListedContact } from '#features/contacts/list/contact-rows.ts';
import type { DuplicatePairRow } from '#platform/database/tables.generated.ts';

/** Why two contacts may be one person; the database's `write_duplicate_pairs` decides. The surest first. */
export const duplicateReasons = ['like_address', 'same_name', 'same_phone'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/** Two contacts who may be one person. */
export interface DuplicatePair {
  id: number;
  /** The one added first comes first. */
  contacts: [ListedContact, ListedContact];
  reasons: DuplicateReason[];
}

type ReasonColumns = Pick<Selectable<DuplicatePairRow>, 'has_like_address' | 'has_same_name' | 'has_same_phone'>;

export function reasonsOf(pair: ReasonColumns): DuplicateReason[] {
  return duplicateReasons.filter((reason) => pair[`has_${reason}`]);
}

/** The two ids as a pair is filed: the lower one first. */
export function pairKey(one: number, other: number): { contact_id: number; other_contact_id: number } {
  return { contact_id: Math.min(one, other), other_contact_id: Math.max(one, other) };
}
