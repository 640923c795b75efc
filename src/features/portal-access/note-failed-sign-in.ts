import { sql } from 'kysely';
import { findCompanyOfDomain } from '#features/contacts/members/find-company-of-domain.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type AddressOwner, findOwner } from './find-owner.ts';
import { mostUnknown, type SignInFailureReason } from './sign-in-failure.ts';

/**
 * Keeps that a sign-in failed, so that an agent can say why: with the contact whose address it was, or, where nobody has it
 * and it lies at a domain of a company's, as a keyed hash beside that company. Of any other address nothing is kept: there is nobody
 * whose page could tell of it, and what people type there may be a password. Part of signing in and of asking for a way in; the
 * caller sees to it that its time tells nothing.
 */
export async function noteFailedSignIn(ctx: Context, { email }: { email: string | null }): Promise<void> {
  if (!email) return;
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const now = clock.now();
    const owner = await findOwner(ctx, { email });
    if (owner) {
      const reason = reasonOf(owner, now);
      await sql`
        insert into sign_in_failure as kept (account_id, contact_id, email, reason, first_at, last_at)
        values (${caller.account_id}, ${owner.contact_id}, ${email}, ${reason}, ${now}, ${now})
        on conflict (account_id, contact_id, email, reason)
        do update set tried_count = kept.tried_count + 1, last_at = excluded.last_at`.execute(db);
      return;
    }
    const company = await findCompanyOfDomain(ctx, { email });
    if (!company) return;
    await sql`
      insert into unknown_sign_in as kept (account_id, company_id, email_mark, first_at, last_at)
      select ${caller.account_id}, ${company.id}, ${ctx.tokens.mark('unknown sign-in', email)}::bytea, ${now}, ${now}
      where (select count(*) from unknown_sign_in where company_id = ${company.id}) < ${mostUnknown}
      on conflict (account_id, email_mark)
      do update set tried_count = kept.tried_count + 1, last_at = excluded.last_at`.execute(db);
  });
}

function reasonOf(owner: AddressOwner, now: Date): SignInFailureReason {
  if (owner.deleted_at) return 'deleted';
  if (owner.deactivated_at) return 'deactivated';
  if (owner.locked_by !== null && owner.locked_by !== 'failures') return 'locked';
  if (owner.state === 'retired') return 'retired_address';
  if (owner.portal_access !== 'active') return 'never_in';
  if (owner.state === 'unverified') return 'unverified_address';
  const isLocked = owner.locked_by === 'failures' && (owner.locked_until === null || owner.locked_until > now);
  return isLocked ? 'locked_by_failures' : 'password';
}
