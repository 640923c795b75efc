import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { ContactOutcome, MeantContacts } from './contact-outcome.ts';

/**
 * Does to one contact what can be done to many. Fails as not_found where there is no such contact and as conflict where he
 * is left as he is, with the reason.
 */
export async function actOnContact(
  ctx: Context,
  { contact_id }: { contact_id: number },
  act: (ctx: Context, meant: MeantContacts) => Promise<ContactOutcome[]>,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const [outcome] = await act(ctx, { contact_ids: [contact_id] });
    await refuseLeftOut(ctx, outcome!);
  });
}

/** Says as a Failure why an act has left a contact as he is; nothing where it has not. */
export async function refuseLeftOut({ db }: Context, { contact_id, reason }: ContactOutcome): Promise<void> {
  if (reason === null) return;
  if (reason === 'gone') throw new Failure('not_found', 'platform.not_found');
  if (reason !== 'deleted') throw new Failure('conflict', `contacts.${reason}`);
  const { name } = await db.selectFrom('contact').select('name').where('id', '=', contact_id).executeTakeFirstOrThrow();
  throw new Failure('conflict', 'contacts.is_deleted', { values: { name } });
}
