import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, type FailureCode } from '#platform/failure.ts';
import { copyInvitationLink } from './copy-invitation-link.ts';

/** A link for one contact, or why there is none. */
export interface CopiedLinkOf {
  contact_id: number;
  name: string;
  url: string | null;
  refused: FailureCode | null;
}

/** A page of the board. */
const mostAtOnce = 50;

/**
 * Makes an activation link for each of up to 50 contacts, for an agent to pass on; those who can't have one are told with the
 * reason and the others have theirs. Like `copyInvitationLink` for each. Needs `invitations.copy_link`.
 */
export async function copyInvitationLinks(
  ctx: Context,
  { contact_ids }: { contact_ids: readonly number[] },
): Promise<CopiedLinkOf[]> {
  allow(ctx, 'invitations.copy_link');
  const ids = [...new Set(contact_ids)].sort((one, other) => one - other).slice(0, mostAtOnce);
  return inTransaction(ctx, async (ctx) => {
    const names = await ctx.db.selectFrom('contact').select(['id', 'name']).where('id', 'in', ids).execute();
    const links: CopiedLinkOf[] = [];
    for (const { id: contact_id, name } of names.sort((one, other) => one.id - other.id)) {
      links.push({ contact_id, name, ...(await linkOrReason(ctx, contact_id)) });
    }
    return links;
  });
}

async function linkOrReason(ctx: Context, contact_id: number): Promise<Pick<CopiedLinkOf, 'url' | 'refused'>> {
  try {
    return { url: (await copyInvitationLink(ctx, { contact_id })).url, refused: null };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'conflict') throw error;
    return { url: null, refused: error.code };
  }
}
