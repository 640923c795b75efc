import { sql } from 'kysely';
import type { Changes } from '#features/change-log/change.ts';
import { type PortalState, portalStateOf } from '#features/contacts/contact.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type BulkActName, bulkActs } from './acts/all-acts.ts';
import type { BulkAct, GivenInput, Judgement, RowReason } from './acts/bulk-act.ts';
import type { Selection } from './bulk-action.ts';
import { type MailPreview, previewMails } from './mail-preview.ts';
import { selectedContacts } from './selected-contacts.ts';

/** One of those whom an act would change. */
export interface ChangedExample {
  id: number;
  name: string;
  email: string | null;
  portal_state: PortalState;
  /** What the act makes of it. */
  next_portal_state: PortalState;
  /** Old and new value by field; null where the act's name says it all. */
  changes: Changes | null;
}

export interface BulkActionPreview {
  total_count: number;
  change_count: number;
  /** Who would be left as he is, by reason. */
  left_out: { reason: RowReason; count: number }[];
  /** The first of those who would change. */
  examples: ChangedExample[];
  /** Null where it mails nobody. */
  mails: MailPreview | null;
}

const mostExamples = 6;

/**
 * What an act other than inviting would do to a selection, before anything is written: how many would change, the first of
 * them from what to what, and who would be left as he is and why. Fails as invalid where the act can't take what it is
 * given. Needs `contacts.bulk` and the act's own right.
 */
export async function previewBulkAction(
  ctx: Context,
  { act: name, selection, given = {} }: { act: BulkActName; selection: Selection; given?: GivenInput },
): Promise<BulkActionPreview> {
  const act: BulkAct = bulkActs[name];
  allow(ctx, 'contacts.bulk');
  allow(ctx, act.right);
  return inTransaction(ctx, async (ctx) => {
    const judgement = act.judge!(await act.readInput(ctx, given));
    const judged = judgedContacts(ctx, await selectedContacts(ctx, selection), judgement);
    const { rows: groups } = await sql<{ reason: RowReason | null; count: number }>`
      select reason, count(*) as count from (${judged}) as judged group by reason order by count desc`.execute(ctx.db);
    const count = (one: (reason: RowReason | null) => boolean) =>
      groups.filter(({ reason }) => one(reason)).reduce((sum, group) => sum + group.count, 0);
    const change_count = count((reason) => reason === null);
    return {
      total_count: count(() => true),
      change_count,
      left_out: groups.filter((group): group is { reason: RowReason; count: number } => group.reason !== null),
      examples: change_count > 0 ? await listExamples(ctx, judged, act) : [],
      mails: act.mails ? await previewMails(ctx, judged, act.mails) : null,
    };
  });
}

type Selected = Awaited<ReturnType<typeof selectedContacts>>;

function judgedContacts(ctx: Context, selected: Selected, { reason, changes, next = {} }: Judgement) {
  const columns = Object.entries(next).map(([column, value]) => sql`${value} as ${sql.ref(column)}`);
  // State acts judge deleted contacts by themselves: restoring means nobody else.
  const judged = changes ? sql`case when c.deleted_at is not null then 'deleted' else (${reason}) end` : reason;
  return sql`
    select c.id, ${judged} as reason, ${changes ?? sql`null::jsonb`} as changes
    from (${selected}) as chosen
    cross join (select ${ctx.clock.now()}::timestamptz as now) as moment
    join contact c on c.account_id = ${ctx.caller.account_id} and c.id = chosen.id
    left join lateral (select ${columns.length > 0 ? sql.join(columns) : sql`null`}) as n on true`;
}

async function listExamples(
  { db, clock }: Context,
  judged: ReturnType<typeof judgedContacts>,
  { becomes }: BulkAct,
): Promise<ChangedExample[]> {
  const now = clock.now();
  const { rows } = await sql<ChangedExample & Parameters<typeof portalStateOf>[0]>`
    select c.id, c.name, e.email, judged.changes,
      c.portal_access, c.locked_at, c.locked_until, c.deactivated_at, c.deleted_at
    from (select * from (${judged}) as every where reason is null order by id limit ${mostExamples}) as judged
    join contact c on c.id = judged.id
    left join contact_email e on e.contact_id = c.id and e.is_primary
    order by c.id`.execute(db);
  return rows.map(({ id, name, email, changes, ...state }) => ({
    id,
    name,
    email,
    changes,
    portal_state: portalStateOf(state, now),
    next_portal_state: portalStateOf({ ...state, ...becomes?.(now) }, now),
  }));
}
