import type { Context } from '#platform/context.ts';

/** By what somebody who was erased is known again. Phones are not: several people share one. */
export const tombstoneKinds = ['email', 'unique_external_id'] as const;
export type TombstoneKind = (typeof tombstoneKinds)[number];

/** A value that may be an erased person's; `field` is where a form shows it. */
export interface MarkedValue {
  kind: TombstoneKind;
  value: string;
  field?: string;
}

/** What the database keeps of the value. */
export function markOf({ tokens }: Pick<Context, 'tokens'>, { kind, value }: MarkedValue): Buffer {
  return tokens.mark(`tombstone ${kind}`, value);
}
