import { createHash } from 'node:crypto';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';

export interface RateLimit {
  /** What is limited, such as `sign_in.ip`. */
  name: string;
  /** How often within `seconds`, counted from the first time. */
  points: number;
  seconds: number;
}

/**
 * Counts one try of `subject` (an address, a network, an account) and fails as too_many once there are more than the
 * limit allows, with the seconds until the next may come. Counted in the database, for all processes together, at once
 * and not in the act's transaction: a refused act still counts. The subject is kept only as a hash.
 */
export async function limitRate(ctx: Context, { name, points, seconds }: RateLimit, subject: string): Promise<void> {
  if (ctx.db.client) throw new Error('limitRate counts at once: call it before the transaction');
  const now = ctx.clock.now().getTime();
  const key = `${name}:${createHash('sha256').update(subject).digest('base64url')}`;
  const { rows } = await ctx.db.pool.query<{ points: number; expire: number }>(
    `insert into rate_limit as kept (key, points, expire) values ($1, 1, $2)
     on conflict (key) do update set
       points = case when kept.expire <= $3 then 1 else kept.points + 1 end,
       expire = case when kept.expire <= $3 then excluded.expire else kept.expire end
     returning points, expire`,
    [key, now + seconds * 1_000, now],
  );
  const counted = rows[0]!;
  if (counted.points <= points) return;
  throw new Failure('too_many', 'platform.too_many', { retry_after: Math.ceil((counted.expire - now) / 1_000) });
}
