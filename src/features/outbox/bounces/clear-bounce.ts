import type { Context } from '#platform/context.ts';

/** Mail to this address has arrived after all: a link that was mailed to it was opened. In the running transaction. */
export async function clearBounce(
  { db }: Context,
  { contact_id, email }: { contact_id: number; email: string },
): Promise<void> {
  await db
    .updateTable('contact_email')
    .set({ bounce: null, bounce_reason: null, bounced_at: null })
    .where('contact_id', '=', contact_id)
    .where('email', '=', email)
    .where('bounced_at', 'is not', null)
    .execute();
}
