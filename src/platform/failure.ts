import type { Messages } from '#platform/i18n/messages.ts';

/** What kind of expected trouble it is; `platform/http/failure-response.ts` maps each to one status. */
export type FailureKind =
  | 'invalid'
  | 'not_signed_in'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'expired'
  | 'locked'
  | 'too_many'
  | 'unavailable';

/** `feature.code` for every sentence under `failures` in `locales/en/<feature>.json`: a failure without a sentence does not compile. */
export type FailureCode = {
  [F in keyof Messages & string]: Messages[F] extends { failures: infer S } ? `${F}.${keyof S & string}` : never;
}[keyof Messages & string];

/** One field's trouble in a form or a body: the field's name, the sentence's key and what the sentence mentions. */
export interface FieldProblem {
  field: string;
  code: FailureCode;
  values?: Record<string, string | number>;
}

export interface FailureMore {
  /** The field the trouble belongs to, when it belongs to one. */
  field?: string;
  /** What the sentence mentions, by placeholder name. */
  values?: Record<string, string | number>;
  /** All fields at once, when several are in trouble. */
  problems?: FieldProblem[];
  /** Ids of what stands in the way, such as `{ contact_id: 42 }`. Only for callers who may see it. */
  existing?: Record<string, number>;
  /** Seconds after which trying again makes sense; becomes Retry-After. */
  retry_after?: number;
}

/**
 * Expected trouble with a sentence for the person it concerns. Thrown by acts, turned into a page, a JSON body or a
 * line on the terminal by the door. Anything else that is thrown is a bug.
 */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly code: FailureCode;
  readonly more: FailureMore;

  constructor(kind: FailureKind, code: FailureCode, more: FailureMore = {}) {
    super(`${kind} ${code}${more.field ? ` (${more.field})` : ''}`);
    this.name = 'Failure';
    this.kind = kind;
    this.code = code;
    this.more = more;
  }
}

/** Failure for input with one or more bad fields; the first stands for the whole. */
export function invalid(problems: [FieldProblem, ...FieldProblem[]]): Failure {
  const [first] = problems;
  return new Failure('invalid', first.code, { field: first.field, values: first.values ?? {}, problems });
}
