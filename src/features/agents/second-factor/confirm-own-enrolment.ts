import { allowAgent } from '#features/agents/allow-agent.ts';
import { allowFresh } from '#features/sessions/allow-fresh.ts';
import type { Context } from '#platform/context.ts';
import { confirmEnrolment } from './confirm-enrolment.ts';

/** Confirms the caller's app by its first code and gives his recovery codes, which nobody sees again. Fails as invalid for a wrong code. */
export async function confirmOwnEnrolment(ctx: Context, { code }: { code: string }): Promise<string[]> {
  const { agent_id } = allowAgent(ctx);
  await allowFresh(ctx);
  return confirmEnrolment(ctx, { agent_id, code });
}
