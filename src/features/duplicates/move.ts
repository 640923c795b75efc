import type { FoundContact } from '#features/contacts/find-contact.ts';
import type { Context } from '#platform/context.ts';
import type { Json } from '#platform/database/tables.generated.ts';
import type { MergePlan } from './plan-merge.ts';

/** Two contacts that are being merged; both rows are locked. */
export interface Merging {
  survivor: FoundContact;
  other: FoundContact;
  plan: MergePlan;
}

/** Two contacts whose merge is being undone; both rows are locked. */
export interface Unmerging {
  survivor: FoundContact;
  other_id: number;
  merged_at: Date;
}

/** Something that belongs to a contact and goes over to the survivor of a merge, and back when it is undone. */
export interface Move<Moved extends Json = Json> {
  /** Under which it is kept with the merge. */
  name: string;
  /** Gives what `undo` needs to know: ids rather than what is personal. */
  merge(ctx: Context, merging: Merging): Promise<Moved>;
  /** What has changed since stays as it is now. */
  undo(ctx: Context, unmerging: Unmerging, moved: Moved): Promise<void>;
}
