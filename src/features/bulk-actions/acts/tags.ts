import { type RawBuilder, sql } from 'kysely';
import { contactFields } from '#features/contacts/contact.ts';
import type { Context } from '#platform/context.ts';
import { invalid } from '#platform/failure.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import type { ActInput, GivenInput, RowOutcome, UndoWork } from './bulk-act.ts';
import { changeValues } from './change-values.ts';

/** As many as a form takes for one contact (`#platform/fields/tags.ts`). */
export const maxTags = 100;

const tagsField = contactFields.find(({ name }) => name === 'tags')!;

/** Reads the tags that an act on many is given; at least one. */
export async function readTags(_ctx: Context, { tags }: GivenInput): Promise<ActInput> {
  const read = readFieldValue(tagsField, tags, { country: '', empty_words: new Set() });
  if (read.problem) throw invalid([{ field: 'tags', ...read.problem }]);
  if (read.value === null) throw invalid([{ field: 'tags', code: 'platform.required' }]);
  return { tags: read.value };
}

/** The change of `tags` to `n.tags`, as the log tells it: null stands for none. */
export const tagChanges = sql`jsonb_build_object('tags',
  jsonb_build_array(nullif(to_jsonb(c.tags), '[]'), nullif(to_jsonb(n.tags), '[]')))`;

/** `tags` without those of `taken`, whatever their letter case. */
export function without(tags: RawBuilder<unknown>, taken: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array(
    select t from unnest(${tags}) with ordinality as own (t, at)
    where lower(t) <> all (select lower(one) from unnest(${taken}) as one) order by at)`;
}

/** `tags` and those of `added` that are not among them yet, whatever their letter case. */
export function withTags(tags: RawBuilder<unknown>, added: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${tags} || array(
    select t from unnest(${added}) with ordinality as new (t, at)
    where lower(t) <> all (select lower(own) from unnest(${tags}) as own) order by at))`;
}

/**
 * Takes back what an act did to tags: those it added go where they still are, those it removed come back where nobody has
 * given them again; other tags stay, whoever has added them since.
 */
export function undoTags(ctx: Context, { done, contact_ids, bulk_action_id }: UndoWork): Promise<RowOutcome[]> {
  const given = done.map(({ contact_id, changes }) => {
    const [before, after] = changes.tags ?? [null, null];
    return { contact_id, before: before ?? [], after: after ?? [] };
  });
  const textsOf = (side: 'before' | 'after') => sql`array(select jsonb_array_elements_text(${sql.ref(`d.${side}`)}))`;
  const [before, after] = [textsOf('before'), textsOf('after')];
  const tags = withTags(without(sql`c.tags`, without(after, before)), without(before, after));
  return changeValues(
    ctx,
    { contact_ids, bulk_action_id, act: 'undone', given },
    {
      reason: sql`case when n.tags = c.tags then 'changed_since'
        when cardinality(n.tags) > ${maxTags} then 'too_many_tags' end`,
      changes: tagChanges,
      next: { tags },
      isSearched: true,
    },
  );
}
