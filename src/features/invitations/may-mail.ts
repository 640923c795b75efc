import { limits } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { limitRate } from '#platform/rate-limit.ts';

/**
 * Counts one mail that a stranger asks for to an address, whoever has it. False once the address has had its three of the
 * hour, whatever they were for: silently, since a refusal that others see would say nothing more.
 */
export async function mayMail(ctx: Context, address: string): Promise<boolean> {
  try {
    await limitRate(ctx, limits.way_in_mail, `${ctx.caller.account_id} ${address}`);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'too_many') return false;
    throw error;
  }
}
