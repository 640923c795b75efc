import { allow, type Context } from '#platform/context.ts';
import { type ListedSession, listSessionsOf } from './list-sessions-of.ts';

/** Where a contact is signed in, for an agent who looks at him. Needs `contacts.view`. */
export async function listSessionsOfContact(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<ListedSession[]> {
  allow(ctx, 'contacts.view');
  return listSessionsOf(ctx, { contact_id });
}
