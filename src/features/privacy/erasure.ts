import type { Messages } from '#platform/i18n/messages.ts';

/**
 * What becomes of the person's row: `remove` takes it away; `anonymise` keeps it empty and without a name, so that what hangs
 * on it (his tickets) keeps somebody it belongs to. His values go everywhere in both.
 */
export const erasureModes = ['remove', 'anonymise'] as const;
export type ErasureMode = (typeof erasureModes)[number];

/** Where a person's values lie: `privacy.places` in the locale files. */
export type PlaceName = keyof Messages['privacy']['places'];

/**
 * What was done there: the rows are gone, they stand without his values, they were left as they are, because only somebody
 * who reads them can tell, or they were made by the erasure itself.
 */
export type Done = 'removed' | 'blanked' | 'left' | 'made';

/** One line of a preview and of a certificate. */
export interface ErasedPlace {
  place: PlaceName;
  done: Done;
  count: number;
}

/** How an erasure is named on its certificate and wherever somebody asks about it. */
export function referenceOf({ id, erased_at }: { id: number; erased_at: Date }): string {
  return `E-${erased_at.getUTCFullYear()}-${id}`;
}
