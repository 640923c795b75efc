import { allowAgent } from '#features/agents/allow-agent.ts';
import { allowFresh } from '#features/sessions/allow-fresh.ts';
import type { Context } from '#platform/context.ts';
import { beginEnrolment } from './begin-enrolment.ts';

/** Begins to set up an app for the caller's codes, who must have proved lately who he is (E05). Changes nothing until he confirms it. */
export async function startOwnEnrolment(ctx: Context): Promise<void> {
  const { agent_id } = allowAgent(ctx);
  await allowFresh(ctx);
  await beginEnrolment(ctx, { agent_id });
}
