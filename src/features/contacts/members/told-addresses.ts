import { sql } from 'kysely';
import type { Change, Changes } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { Context } from '#platform/context.ts';

/** The addresses in use of contacts, by contact: the primary one, and the others in the order in which pages show them. */
export type NotedAddresses = Map<number, { email: string | null; other_emails: string[] | null }>;

const searchedAtOnce = 500;

/** Notes the addresses of contacts as they are now, for the log of what is about to change them. */
export async function noteAddresses({ db }: Context, contact_ids: readonly number[]): Promise<NotedAddresses> {
  const { rows } = await sql<{ contact_id: number; email: string | null; other_emails: string[] | null }>`
    select contact_id, min(email) filter (where is_primary) as email,
      array_agg(email order by created_at, email) filter (where not is_primary and state <> 'retired') as other_emails
    from contact_email where contact_id = any(${contact_ids}::bigint[]) group by contact_id`.execute(db);
  return new Map(rows.map(({ contact_id, ...noted }) => [contact_id, noted]));
}

/** Tells in the log of each contact what became of his addresses since they were noted, and lets search find the new ones. */
export async function tellAddresses(
  ctx: Context,
  { before, act }: { before: NotedAddresses; act: 'domain_changed' | 'domain_change_undone' },
): Promise<void> {
  const ids = [...before.keys()];
  const after = await noteAddresses(ctx, ids);
  for (let at = 0; at < ids.length; at += searchedAtOnce) {
    await writeContactSearch(ctx, ids.slice(at, at + searchedAtOnce));
  }
  await sql`update contact set updated_at = ${ctx.clock.now()} where id = any(${ids}::bigint[])`.execute(ctx.db);
  await recordChanges(
    ctx,
    ids.map((id): Change => {
      const [was, is] = [before.get(id)!, after.get(id)!];
      const changes: Changes = {
        ...(was.email !== is.email && { email: [was.email, is.email] }),
        ...(String(was.other_emails) !== String(is.other_emails) && {
          other_emails: [was.other_emails, is.other_emails],
        }),
      };
      return { record: 'contact', record_id: id, act, changes };
    }),
  );
}
