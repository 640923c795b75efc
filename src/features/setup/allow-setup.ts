import { timingSafeEqual } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import { allowFirstAccount } from './allow-first-account.ts';
import { setupToken } from './setup-token.ts';

/** Lets through who holds the link that was printed at the start, as long as there is no account. */
export async function allowSetup(ctx: Context, token: string): Promise<void> {
  await allowFirstAccount(ctx);
  const isRight = timingSafeEqual(hashToken(token), hashToken(setupToken(ctx)));
  if (!isRight) throw new Failure('forbidden', 'setup.link_wrong');
}
