import { sql } from 'kysely';
import type { ActInput, BulkAct } from './bulk-act.ts';
import { changeValues, type ValueChange } from './change-values.ts';
import { maxTags, readTags, tagChanges, undoTags, withTags } from './tags.ts';

/** Adds tags; whoever has them all in any letter case stays as he is. */
export const addTags: BulkAct = {
  right: 'contacts.edit',
  takes: 'tags',
  sends_mail: false,
  chunk_size: 2_000,
  at_once: 2,
  readInput: readTags,
  judge: tagged,
  run: (ctx, { input, ...meant }) => changeValues(ctx, { ...meant, act: 'updated' }, tagged(input)),
  undo: undoTags,
};

function tagged({ tags }: ActInput): ValueChange {
  return {
    reason: sql`case when n.tags = c.tags then 'unchanged' when cardinality(n.tags) > ${maxTags} then 'too_many_tags' end`,
    changes: tagChanges,
    next: { tags: withTags(sql`c.tags`, sql`${tags}::text[]`) },
    isSearched: true,
  };
}
