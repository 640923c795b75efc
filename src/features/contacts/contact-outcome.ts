/** Why an act leaves a contact as he is; each has its words under `bulk_actions.reasons`. */
export const leftOutReasons = ['gone', 'deleted', 'unchanged', 'changed_since'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What became of a contact: null where the act was done. */
export interface ContactOutcome {
  contact_id: number;
  reason: LeftOutReason | null;
}

/** Whom an act on contacts means, one or a chunk of thousands, and the bulk action that it is part of. */
export interface MeantContacts {
  contact_ids: readonly number[];
  bulk_action_id?: number | undefined;
}

/** The ids of those to whom the act was done. */
export function changedOf(outcomes: readonly { contact_id: number; reason: string | null }[]): number[] {
  return outcomes.filter(({ reason }) => reason === null).map(({ contact_id }) => contact_id);
}
