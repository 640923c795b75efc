import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { type ChoiceEdit, type ChoiceFate, type ChoicePlan, planChoices } from './choice-edits.ts';
import { type ChoiceMoves, moveChoicesJob, moveSome } from './choice-moves.ts';
import { listChoices } from './list-choices.ts';

interface Edited {
  id: number;
  /** The whole list in its new order. */
  edits: readonly ChoiceEdit[];
  /** What becomes of values of choices that are taken away; they stay where it is not said. */
  fates?: Readonly<Record<string, ChoiceFate>>;
}

/**
 * Changes the choices of a dropdown without losing what records hold: a choice under another name takes its records along. The
 * first thousands of records follow at once, all others by a job; meanwhile no further change of the choices is taken. The
 * change log has one entry, of the field.
 */
export async function updateChoices(ctx: Context, { id, edits, fates = {} }: Edited): Promise<void> {
  allow(ctx, 'custom_fields.edit');
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    await db.selectFrom('custom_field').select('id').where('id', '=', id).forNoKeyUpdate().execute();
    const { field, is_moving } = await listChoices(ctx, { id });
    if (is_moving) throw new Failure('conflict', 'custom_fields.choices_moving');
    const plan = planChoices(field.choices, edits);
    const moves = movesOf(plan, fates);
    const isMoving = Object.keys(moves).length > 0;
    if (!isMoving && plan.choices.join('\n') === field.choices.join('\n')) return;
    const rest = isMoving ? await moveSome(ctx, field, { moves, at: 0, after_id: 0 }) : null;
    const left = await untilNothing(ctx, field, rest);
    await db
      .updateTable('custom_field')
      .set({
        choices: JSON.stringify(plan.choices),
        choice_moves: left && JSON.stringify(left),
        updated_at: clock.now(),
      })
      .where('id', '=', id)
      .execute();
    if (left) await enqueue(ctx, moveChoicesJob, { custom_field_id: id });
    await recordChange(ctx, {
      record: 'custom_field',
      record_id: id,
      act: 'updated',
      changes: {
        choices: [field.choices, plan.choices],
        ...(isMoving && { moved_choices: [Object.keys(moves), Object.values(moves).map((to) => to ?? '')] }),
      },
    });
  });
}

/** Goes on while each choice has few records: as long as a page may wait. */
async function untilNothing(
  ctx: Context,
  field: Parameters<typeof moveSome>[1],
  rest: ChoiceMoves | null,
): Promise<ChoiceMoves | null> {
  let left = rest;
  while (left && left.after_id === 0) left = await moveSome(ctx, field, left);
  return left;
}

function movesOf(
  { renamed, removed, choices }: ChoicePlan,
  fates: Edited['fates'] = {},
): Record<string, string | null> {
  const moves: Record<string, string | null> = Object.fromEntries(renamed);
  for (const choice of removed) {
    const fate = fates[choice] ?? { act: 'leave' };
    if (fate.act === 'leave') continue;
    if (fate.act === 'move' && !choices.includes(fate.to)) {
      throw new Failure('invalid', 'platform.not_a_choice', { field: 'fate', values: { value: fate.to } });
    }
    moves[choice] = fate.act === 'move' ? fate.to : null;
  }
  return moves;
}
