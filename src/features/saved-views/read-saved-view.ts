import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import { longestQuery, savedViewFields } from './saved-view.ts';

/** Reads a view's name, whether it is shared, and the list's address without its place; refuses with every problem. */
export function readSavedView(given: Readonly<Record<'name' | 'is_shared' | 'query', RawValue>>): {
  name: string;
  is_shared: boolean;
  query: string;
} {
  const { query, ...named } = given;
  const read = readFieldValues(savedViewFields, named, { country: '', empty_words: new Set(), is_new: true });
  const asked = String(query ?? '');
  if (asked.length > longestQuery) {
    read.problems.push({ field: 'name', code: 'saved_views.too_long', values: { max: longestQuery } });
  }
  if (read.problems.length > 0) throw invalid(read.problems as [FieldProblem, ...FieldProblem[]]);
  return { name: read.values.name as string, is_shared: read.values.is_shared === true, query: withoutPlace(asked) };
}

/** A view begins at its first page. */
function withoutPlace(query: string): string {
  const params = new URLSearchParams(query);
  for (const name of ['after', 'before', 'saved_view']) params.delete(name);
  return params.toString();
}
