import type { NewSession } from '#features/sessions/create-session.ts';
import { deviceToken } from '#features/sessions/known-device.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { confirmEnrolment } from './confirm-enrolment.ts';
import { countTry, findSignInStep, finishStep } from './sign-in-steps.ts';
import { spendCode } from './spend-code.ts';

export interface AnsweredStep {
  session: NewSession;
  /** To be kept by this browser for a year: with it, nobody's failed guesses lock its owner out. */
  device: string;
  /** Of who has just set his app up: shown this once. */
  recovery_codes: string[] | null;
}

/**
 * Finishes a sign-in by the code that was still to come: of his app, a recovery code, or the first one of an app that he had to
 * set up. Fails as invalid for a wrong code, five of which end the step (A13), and as expired for a step that is over.
 */
export async function answerSignInStep(
  ctx: Context,
  { token, code }: { token: string; code: string },
): Promise<AnsweredStep> {
  const step = await findSignInStep(ctx, token);
  await countTry(ctx, step);
  const { agent_id, password_set_at, asks } = step;
  let recovery_codes: string[] | null = null;
  if (asks === 'enrolment') recovery_codes = await confirmEnrolment(ctx, { agent_id, code });
  else if (!(await spendCode(ctx, { agent_id, code }))) {
    throw new Failure('invalid', 'second_factor.code_wrong', { field: 'code' });
  }
  return inTransaction(ctx, async (ctx) => ({
    session: await finishStep(ctx, step),
    device: deviceToken(ctx, { agent_id }, { password_set_at }),
    recovery_codes,
  }));
}
