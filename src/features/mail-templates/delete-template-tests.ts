import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

const dayMs = 24 * 3_600_000;

/** Deletes tests of templates of more than a day ago: what was not sent by then nobody waits for. Runs by the schedule. */
export async function deleteTemplateTests(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .deleteFrom('mail_template_test')
      .where('created_at', '<', new Date(clock.now().getTime() - dayMs))
      .execute(),
  );
}
