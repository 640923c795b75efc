/** How far invited people came: whoever came farther counts in every stage before. */
export const funnelStages = ['invited', 'accepted', 'opened', 'activated'] as const;
export type FunnelStage = (typeof funnelStages)[number];
export type Funnel = Record<FunnelStage, number>;

export interface InvitationFunnel {
  overall: Funnel;
  /** Every week of the span, oldest first, by its Monday; people count in the week in which they were first invited. */
  weeks: (Funnel & { monday: string })[];
}
