import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type ChoiceMoves, moveSome } from './choice-moves.ts';

/**
 * The job behind an edit of choices that many records hold. In small transactions, each of which writes down how far it has
 * come, so that whoever takes over goes on from there.
 */
export async function moveChoiceValues(
  ctx: Context,
  { custom_field_id: id }: { custom_field_id: number },
): Promise<void> {
  allow(ctx, 'custom_fields.edit');
  for (let isLeft = true; isLeft; ) {
    isLeft = await inTransaction(ctx, async (ctx) => {
      const field = await ctx.db
        .selectFrom('custom_field')
        .select(['id', 'record', 'name', 'choice_moves'])
        .where('id', '=', id)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (!field?.choice_moves) return false;
      const left = await moveSome(ctx, field, field.choice_moves as unknown as ChoiceMoves);
      await ctx.db
        .updateTable('custom_field')
        .set({ choice_moves: left && JSON.stringify(left) })
        .where('id', '=', id)
        .execute();
      return left !== null;
    });
  }
}
