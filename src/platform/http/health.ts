import type { Pool } from 'pg';
import { Failure } from '#platform/failure.ts';

const patienceMs = 2_000;

/**
 * Answers `/health` (this process is alive) and `/ready` (it can do its work: the database answers within two seconds and
 * takes writes), whatever host they are asked at; null for every other path. For supervisors and load balancers, so they
 * tell nothing else.
 */
export async function healthResponse({ pathname }: URL, pool: Pool): Promise<Response | null> {
  if (pathname === '/health') return Response.json({ status: 'ok' });
  if (pathname !== '/ready') return null;
  if (await isReady(pool)) return Response.json({ status: 'ok' });
  throw new Failure('unavailable', 'platform.not_ready', { retry_after: 5 });
}

async function isReady(pool: Pool): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, patienceMs, false);
  try {
    return await Promise.race([isWritable(pool), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** A standby answers too, but it takes no writes. */
async function isWritable(pool: Pool): Promise<boolean> {
  const asked = pool.query<{ is_standby: boolean }>('select pg_is_in_recovery() as is_standby');
  return asked.then(
    ({ rows }) => !rows[0]!.is_standby,
    () => false,
  );
}
