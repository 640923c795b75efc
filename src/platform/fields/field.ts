import type { FailureCode } from '#platform/failure.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { DateOrder } from './date-order.ts';
import type { TagSeparator } from './tag-separator.ts';

/** What each kind of field holds. Dates are `2024-03-05`; addresses are as `readEmailAddress` leaves them. */
export interface ValueOfKind {
  text: string;
  paragraph: string;
  number: number;
  decimal: number;
  checkbox: boolean;
  date: string;
  dropdown: string;
  url: string;
  phone: string;
  email: string;
  emails: string[];
  domains: string[];
  tags: string[];
  language: Locale;
  time_zone: string;
}

export type FieldKind = keyof ValueOfKind;

/** A field's value, or null for none. */
export type FieldValue = ValueOfKind[FieldKind] | null;

/** Words for one thing in the languages that an account has given; at least one. */
export type Labels = Partial<Record<Locale, string>>;

/**
 * One field of a record, built in or made by an account: forms, the API, imports, exports, filters and the change log all
 * walk lists of these.
 */
export interface Field {
  /** Column, JSON key and form field alike, such as `job_title`. A custom field's is its key in `custom_fields`. */
  name: string;
  kind: FieldKind;
  /** A locale key such as `contacts.fields.job_title`, or the words themselves for a custom field. */
  label: string | Labels;
  /** The `custom_field` row of a custom field; absent for a built-in one. */
  custom_field_id?: number;
  /** In graphemes: what a reader counts as letters. Each kind has its own limit where this is absent. */
  max_length?: number;
  /** What a dropdown offers, as written. */
  choices?: readonly string[];
  is_required?: boolean;
  /** No two records of an account may have the same value; the database says so. */
  is_unique?: boolean;
}

/** What reading needs to know of the account. */
export interface ReadOptions {
  /** ISO 3166 code such as `KR`: how 03/04/2024 is meant. */
  country: string;
  /** Words that stand for no value, such as `-` or `없음`, in lower case. */
  empty_words: ReadonlySet<string>;
  /** How the list that the value comes from writes 03/04/2024, where that is known. */
  date_order?: DateOrder;
  /** What stands between tags in the list that the value comes from, where that is known. */
  tag_separator?: TagSeparator;
}

/** Why a text can't be a field's value: the sentence's key and what the sentence mentions. */
export interface ValueProblem {
  code: FailureCode;
  values: Record<string, string | number>;
}

export type ReadResult<V> = { value: V; problem?: never } | { value?: never; problem: ValueProblem };

/** How one kind of field turns text into a value and back. */
export interface Kind<V> {
  /** Drops what is never part of a value, such as the blanks around it. */
  clean(text: string): string;
  /** `text` is clean and not empty. */
  read(text: string, field: Field, options: ReadOptions): ReadResult<V>;
  /** Text that `read` turns into the same value again. */
  write(value: V): string;
}
