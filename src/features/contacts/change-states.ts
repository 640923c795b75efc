import type { Acts, Changes } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { ContactOutcome, LeftOutReason, MeantContacts } from './contact-outcome.ts';
import { lockContactRows } from './lock-contact-rows.ts';

/** Columns of `contact` that say what state he is in, with their types. */
export const stateColumns = {
  deleted_at: 'timestamptz',
  portal_access: 'text',
  deactivated_at: 'timestamptz',
  blocked_at: 'timestamptz',
  locked_at: 'timestamptz',
  locked_by: 'text',
  locked_by_agent_id: 'bigint',
  locked_by_contact_id: 'bigint',
  locked_until: 'timestamptz',
} as const;
export type StateColumn = keyof typeof stateColumns;

export interface StateChange {
  /** The act in the change log. */
  act: keyof Acts['contact'];
  /** Why somebody is left as he is, null for others: SQL over `c`, a contact, and `moment.now`. */
  reason: string;
  /** The columns it changes and what they become, as SQL over the same and `moment.agent_id`, who acts. */
  next: Partial<Record<StateColumn, string>>;
  /** True where it counts as a change of the record and not only of what he may do. */
  isOfRecord?: boolean;
}

interface Judged {
  contact_id: number;
  reason: LeftOutReason | null;
  before: Record<string, FieldValue>;
}

/**
 * Changes the state of those contacts that can be changed and says why not of the others, in the order given; what
 * differs goes to the change log. A handful of statements however many they are. Part of the acts that lock, deactivate,
 * block, delete and their like; asks no permission.
 */
export async function changeStates(
  ctx: Context,
  { contact_ids, bulk_action_id }: MeantContacts,
  change: StateChange,
): Promise<ContactOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    await lockContactRows(ctx, contact_ids);
    const judged = await judge(ctx, contact_ids, change);
    const changed = judged.filter(({ reason }) => reason === null);
    const after = await write(
      ctx,
      changed.map(({ contact_id }) => contact_id),
      change,
    );
    await recordChanges(
      ctx,
      changed.map(({ contact_id, before }) => ({
        record: 'contact',
        record_id: contact_id,
        act: change.act,
        changes: differing(before, after.get(contact_id)!),
        ...(bulk_action_id !== undefined && { bulk_action_id }),
      })),
    );
    return judged.map(({ contact_id, reason }) => ({ contact_id, reason }));
  });
}

async function judge(
  { db, caller, clock }: Context,
  contact_ids: readonly number[],
  { reason, next }: StateChange,
): Promise<Judged[]> {
  const { rows } = await db.client!.query<Judged>(
    `select asked.id as contact_id, case when c.id is null then 'gone' else (${reason}) end as reason,
       ${columnsAsJson(next)} as before
     from unnest($2::bigint[]) with ordinality as asked (id, position)
     cross join (select $3::timestamptz as now) as moment
     left join contact c on c.account_id = $1 and c.id = asked.id
     order by asked.position`,
    [caller.account_id, contact_ids, clock.now()],
  );
  return rows;
}

async function write(
  { db, caller, clock }: Context,
  contact_ids: readonly number[],
  { next, isOfRecord = false }: StateChange,
): Promise<Map<number, Record<string, FieldValue>>> {
  if (contact_ids.length === 0) return new Map();
  const written = Object.entries({ ...next, ...(isOfRecord && { updated_at: 'moment.now' }) });
  const { rows } = await db.client!.query<{ id: number; after: Record<string, FieldValue> }>(
    `update contact c set ${written.map(([column, value]) => `${column} = ${value}`).join(', ')}
     from (select $3::timestamptz as now, $4::bigint as agent_id) as moment
     where c.account_id = $1 and c.id = any($2)
     returning c.id, ${columnsAsJson(next)} as after`,
    [caller.account_id, contact_ids, clock.now(), caller.kind === 'agent' ? caller.agent_id : null],
  );
  return new Map(rows.map(({ id, after }) => [id, after]));
}

function columnsAsJson(next: StateChange['next']): string {
  return `jsonb_build_object(${Object.keys(next)
    .map((column) => `'${column}', c.${column}`)
    .join(', ')})`;
}

function differing(before: Record<string, FieldValue>, after: Record<string, FieldValue>): Changes {
  const columns = Object.keys(after).filter((column) => before[column] !== after[column]);
  return Object.fromEntries(columns.map((column) => [column, [before[column]!, after[column]!]]));
}
