import { sql } from 'kysely';
import type { ActInput, BulkAct } from './bulk-act.ts';
import { changeValues, type ValueChange } from './change-values.ts';
import { readTags, tagChanges, undoTags, without } from './tags.ts';

/** Removes tags whatever their letter case; whoever has none of them stays as he is. */
export const removeTags: BulkAct = {
  right: 'contacts.edit',
  takes: 'tags',
  sends_mail: false,
  chunk_size: 2_000,
  at_once: 2,
  readInput: readTags,
  judge: untagged,
  run: (ctx, { input, ...meant }) => changeValues(ctx, { ...meant, act: 'updated' }, untagged(input)),
  undo: undoTags,
};

function untagged({ tags }: ActInput): ValueChange {
  return {
    reason: sql`case when n.tags = c.tags then 'unchanged' end`,
    changes: tagChanges,
    next: { tags: without(sql`c.tags`, sql`${tags}::text[]`) },
    isSearched: true,
  };
}
