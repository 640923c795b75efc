import type { Selectable } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { MembershipRow } from '#platform/database/tables.generated.ts';
import type { Move } from './move.ts';
import { giveBackAside, moveAside, type SetAside } from './move-memberships-aside.ts';

type Role = Selectable<MembershipRow>['role'];
type Visibility = Selectable<MembershipRow>['ticket_visibility'];

type MovedMemberships = {
  /** Companies that only the other one belonged to, his primary one first. */
  moved: number[];
  has_primary: boolean;
  raised: { company_id: number; role: [Role, Role]; ticket_visibility: [Visibility, Visibility] }[];
  /** The survivor's primary company before and afterwards. */
  primary: [number | null, number | null];
  /** Companies deleted before the merge that take him back when they are restored; merges of old know of none. */
  set_aside?: SetAside[];
};

/** The other one's companies become the survivor's too; in a company of both the survivor's membership stays, and the other one's with him. */
export const moveMemberships: Move<MovedMemberships> = {
  name: 'memberships',
  async merge(ctx, { survivor, other, plan }) {
    const { gained, weaker, after } = plan.memberships;
    const moved = gained.map(({ company_id }) => company_id);
    await move(ctx, moved, { from: other.id, to: survivor.id });
    const raised = weaker
      .filter(({ own, after }) => own.role !== after.role || own.ticket_visibility !== after.ticket_visibility)
      .map(({ company_id, own, after }) => ({
        company_id,
        role: [own.role, after.role] as [Role, Role],
        ticket_visibility: [own.ticket_visibility, after.ticket_visibility] as [Visibility, Visibility],
      }));
    for (const { company_id, role, ticket_visibility } of raised) {
      await ctx.db
        .updateTable('membership')
        .set({ role: role[1], ticket_visibility: ticket_visibility[1] })
        .where('contact_id', '=', survivor.id)
        .where('company_id', '=', company_id)
        .execute();
    }
    const primary = primaryOf(after);
    const has_primary = primaryOf(survivor.memberships) !== null;
    const set_aside = await moveAside(ctx, { survivor_id: survivor.id, other_id: other.id, has_primary });
    await makePrimary(ctx, survivor.id, primary);
    return {
      moved,
      has_primary: gained.some(({ is_primary }) => is_primary),
      raised,
      primary: [primaryOf(survivor.memberships), primary],
      set_aside,
    };
  },
  async undo(ctx, { survivor, other_id }, { moved, has_primary, raised, primary, set_aside = [] }) {
    await giveBackAside(ctx, { survivor_id: survivor.id, other_id }, { set_aside, company_ids: moved });
    const theirs = await ctx.db
      .selectFrom('membership')
      .select(['company_id', 'is_primary'])
      .where('contact_id', '=', other_id)
      .execute();
    const isHis = (company_id: number) => survivor.memberships.some((own) => own.company_id === company_id);
    const came = [...moved, ...set_aside.map(({ company_id }) => company_id)];
    const back = came.filter((id) => isHis(id) && !theirs.some(({ company_id }) => company_id === id));
    await move(ctx, back, { from: survivor.id, to: other_id });
    for (const { company_id, role, ticket_visibility } of raised) {
      await ctx.db
        .updateTable('membership')
        .set({ role: role[0], ticket_visibility: ticket_visibility[0] })
        .where('contact_id', '=', survivor.id)
        .where('company_id', '=', company_id)
        .where('role', '=', role[1])
        .where('ticket_visibility', '=', ticket_visibility[1])
        .execute();
    }
    const kept = survivor.memberships.filter(({ company_id }) => !back.includes(company_id));
    const isKept = (company_id: number | null) => kept.some((membership) => membership.company_id === company_id);
    const now = primaryOf(survivor.memberships);
    const [before, after] = primary;
    const wanted = now === after && isKept(before) ? before : now;
    const first = kept[0]?.company_id ?? null;
    await makePrimary(ctx, survivor.id, isKept(wanted) ? wanted : isKept(before) ? before : first);
    if (has_primary || primaryOf(theirs) === null)
      await makePrimary(ctx, other_id, back[0] ?? theirs[0]?.company_id ?? null);
  },
};

function primaryOf(memberships: readonly { company_id: number; is_primary: boolean }[]): number | null {
  return memberships.find(({ is_primary }) => is_primary)?.company_id ?? null;
}

async function move(
  { db }: Context,
  company_ids: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<void> {
  if (company_ids.length === 0) return;
  await db
    .updateTable('membership')
    .set({ contact_id: to, is_primary: false })
    .where('contact_id', '=', from)
    .where('company_id', 'in', company_ids)
    .execute();
}

async function makePrimary({ db }: Context, contact_id: number, company_id: number | null): Promise<void> {
  const rows = db.updateTable('membership').where('contact_id', '=', contact_id);
  await rows
    .set({ is_primary: false })
    .where('is_primary', '=', true)
    .where('company_id', '<>', company_id ?? 0)
    .execute();
  if (company_id === null) return;
  await rows.set({ is_primary: true }).where('company_id', '=', company_id).where('is_primary', '=', false).execute();
}
