import { type RawBuilder, sql } from 'kysely';

/** What the board can be narrowed to, in the order of an invitation's way. */
export const boardStates = [
  'queued',
  'sent',
  'link_copied',
  'bounced',
  'link_opened',
  'activated',
  'expired',
  'cancelled',
] as const;
export type BoardState = (typeof boardStates)[number];

/** Links whose days run, until they are followed. */
const running = ['sent', 'link_copied', 'link_opened'] as const;

/**
 * A condition on `invitation`, served by the index on its stage. What has expired is told by the clock: it stands in none of
 * the states whose days run.
 */
export function isInState(state: BoardState, now: Date): RawBuilder<boolean> {
  if (state === 'expired') {
    const stages = sql.join(running.map((stage) => sql.lit(stage)));
    return sql<boolean>`(invitation.stage in (${stages}) and invitation.expires_at <= ${now})`;
  }
  const isStage = sql`invitation.stage = ${sql.lit(state)}`;
  const isRunning = (running as readonly string[]).includes(state);
  return isRunning ? sql<boolean>`(${isStage} and invitation.expires_at > ${now})` : sql<boolean>`${isStage}`;
}
