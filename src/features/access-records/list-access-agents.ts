import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Whom the access records can be narrowed to, by name, and what the contact they are narrowed to is called. */
export async function listAccessAgents(
  ctx: Context,
  { contact_id }: { contact_id?: number | undefined },
): Promise<{ agents: { id: number; name: string }[]; contact_name: string | null }> {
  allow(ctx, 'access_records.view');
  return inTransaction(ctx, async ({ db }) => {
    const agents = db.selectFrom('agent').select(['id', 'name']).orderBy('name').orderBy('id').limit(2_000);
    const contact =
      contact_id === undefined
        ? null
        : await db.selectFrom('contact').select('name').where('id', '=', contact_id).executeTakeFirst();
    return { agents: await agents.execute(), contact_name: contact?.name ?? null };
  });
}
