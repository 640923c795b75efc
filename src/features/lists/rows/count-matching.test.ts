import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '#platform/database/transaction.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { atLeast, countInTime } from './count-matching.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('a count that takes longer than a page can wait is left for later, and the page shows what it has', async () => {
  const admin = await app.ctxOfAdmin();
  const late = await countInTime(admin, async ({ db }) => {
    await sql`select pg_sleep(30)`.execute(db);
    return { count: 1, is_exact: true };
  });
  assert.equal(late, null);
  assert.deepEqual(atLeast(late, 50), { count: 50, is_exact: false, is_pending: true });
  const inTime = await countInTime(admin, async () => ({ count: 7, is_exact: true }));
  assert.deepEqual(inTime, { count: 7, is_exact: true });
});

test('who counts in time hurries nobody else', async () => {
  const admin = await app.ctxOfAdmin();
  await countInTime(admin, async () => ({ count: 7, is_exact: true }));
  const limits = await Promise.all(
    Array.from({ length: 10 }, () =>
      inTransaction(admin, async ({ db }) => {
        const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(db);
        return rows[0]!.limit;
      }),
    ),
  );
  assert.deepEqual([...new Set(limits)], ['1min']);
});

test('nobody counts on a second connection while he holds one', async () => {
  const within = inTransaction(await app.ctxOfAdmin(), (ctx) =>
    countInTime(ctx, async () => ({ count: 7, is_exact: true })),
  );
  await assert.rejects(within, /not within their transaction/);
});

test('what goes wrong while counting is no matter of time', async () => {
  const wrong = countInTime(await app.ctxOfAdmin(), async ({ db }) => {
    await sql`select 1 / 0`.execute(db);
    return { count: 1, is_exact: true };
  });
  await assert.rejects(wrong, /division by zero/);
});
