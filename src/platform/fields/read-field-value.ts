import type { Field, FieldValue, Kind, ReadOptions, ReadResult } from './field.ts';
import { kinds } from './kinds.ts';
import { valueProblem } from './value-problem.ts';

/** What a form, a cell or a JSON body may carry for a field. */
export type RawValue = string | number | boolean | readonly string[] | null | undefined;

const nothing: ReadResult<null> = { value: null };

/**
 * Reads what somebody typed, imported or sent as a value of a field: the one place that decides what a field takes.
 * Blanks only, and the account's words for nothing, are null; whether a field must be filled in is for the caller. Pure
 * and quick (an import calls it some ten million times).
 */
export function readFieldValue(field: Field, raw: RawValue, options: ReadOptions): ReadResult<FieldValue> {
  if (raw === null || raw === undefined || raw === '') return nothing;
  const typed = typeof raw === 'object' ? raw.join('\n') : String(raw);
  if (typed.includes('\0')) return valueProblem('fields.has_nul', typed.replaceAll('\0', '␀'));
  const kind = kinds[field.kind] as Kind<NonNullable<FieldValue>>;
  const text = kind.clean(typed);
  if (text === '' || (options.empty_words.size > 0 && options.empty_words.has(text.toLowerCase()))) return nothing;
  return kind.read(text, field, options);
}
