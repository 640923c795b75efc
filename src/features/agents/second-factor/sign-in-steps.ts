import { randomBytes } from 'node:crypto';
import { findAccount } from '#features/accounts/find-account.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import { beginEnrolment } from './begin-enrolment.ts';
import { findSecondFactor } from './find-second-factor.ts';
import { stepMs, triesOfStep } from './totp.ts';

/** What comes of a right password or link: he is in, or one more step is asked of him, whose token this is. */
export type AgentEntrance = { session: NewSession } | { step: string };

interface Proven {
  agent_id: number;
  is_remembered: boolean;
  method: 'password' | 'link';
}

/**
 * Lets an agent in who has just proved who he is by password or mailed link, unless his app's code is still to come, or the
 * account asks for one and he has no app yet: then he gets a step that opens nothing but the page for it. In the running
 * transaction of the acts of signing in; asks no permission.
 */
export async function admitAgent(ctx: Context, proven: Proven): Promise<AgentEntrance> {
  return inTransaction(ctx, async (ctx) => {
    const { agent_id } = proven;
    const { is_second_factor_required } = await findAccount(ctx);
    const { confirmed_at } = await findSecondFactor(ctx, { agent_id });
    if (!confirmed_at && !is_second_factor_required) return { session: await letIn(ctx, proven) };
    if (!confirmed_at) await beginEnrolment(ctx, { agent_id });
    const token = randomBytes(32).toString('base64url');
    await ctx.db
      .insertInto('sign_in_step')
      .values({
        account_id: ctx.caller.account_id,
        ...proven,
        token_hash: hashToken(token),
        expires_at: new Date(ctx.clock.now().getTime() + stepMs),
      })
      .execute();
    return { step: token };
  });
}

/** A step that may still be answered. */
export interface SignInStep {
  id: number;
  agent_id: number;
  is_remembered: boolean;
  method: 'password' | 'link';
  password_set_at: Date;
  /** What is asked for: the code of his app, or to set one up first. */
  asks: 'code' | 'enrolment';
}

/**
 * The step that a browser's cookie stands for. Fails as expired (`second_factor.step_over`) for one that is too old, has been
 * tried too often, or whose agent has been deactivated, has another password or is gone since.
 */
export async function findSignInStep(ctx: Context, token: string): Promise<SignInStep> {
  return inTransaction(ctx, async (ctx) => {
    const row = await ctx.db
      .selectFrom('sign_in_step')
      .innerJoin('agent', 'agent.id', 'sign_in_step.agent_id')
      .leftJoin('agent_totp', 'agent_totp.agent_id', 'agent.id')
      .select(['sign_in_step.id', 'sign_in_step.agent_id', 'is_remembered', 'method', 'expires_at'])
      .select(['agent.password_set_at', 'agent_totp.confirmed_at'])
      .where('token_hash', '=', hashToken(token))
      .where('expires_at', '>', ctx.clock.now())
      .where('tries_count', '<', triesOfStep)
      .where('agent.deactivated_at', 'is', null)
      .executeTakeFirst();
    const begunAt = row ? row.expires_at.getTime() - stepMs : 0;
    if (!row?.password_set_at || row.password_set_at.getTime() > begunAt) throw stepOver();
    const { id, agent_id, is_remembered, password_set_at, confirmed_at } = row;
    const method = row.method as SignInStep['method'];
    return { id, agent_id, is_remembered, method, password_set_at, asks: confirmed_at ? 'code' : 'enrolment' };
  });
}

/** Counts a try, committed before the code is looked at: of many at once no more than five are. */
export async function countTry(ctx: Context, { id }: SignInStep): Promise<void> {
  const { numUpdatedRows } = await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('sign_in_step')
      .set((row) => ({ tries_count: row('tries_count', '+', 1) }))
      .where('id', '=', id)
      .where('tries_count', '<', triesOfStep)
      .executeTakeFirstOrThrow(),
  );
  if (numUpdatedRows === 0n) throw stepOver();
}

/** The agent is in; his step and older ones are spent. In the running transaction. */
export async function finishStep(ctx: Context, step: SignInStep): Promise<NewSession> {
  return inTransaction(ctx, async (ctx) => {
    const { agent_id, is_remembered, method } = step;
    const now = ctx.clock.now();
    const spent = await ctx.db.deleteFrom('sign_in_step').where('id', '=', step.id).returning('id').executeTakeFirst();
    if (!spent) throw stepOver();
    await ctx.db.deleteFrom('sign_in_step').where('agent_id', '=', agent_id).where('expires_at', '<', now).execute();
    return letIn(ctx, { agent_id, is_remembered, method });
  });
}

async function letIn(ctx: Context, proven: Proven): Promise<NewSession> {
  const last_sign_in_at = ctx.clock.now();
  await ctx.db.updateTable('agent').set({ last_sign_in_at }).where('id', '=', proven.agent_id).execute();
  return createSession(ctx, proven);
}

function stepOver(): Failure {
  return new Failure('expired', 'second_factor.step_over');
}
