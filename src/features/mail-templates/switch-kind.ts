import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { templateKind } from './mail-template.ts';
import { namedTemplate } from './named-template.ts';

/**
 * Switches a kind of mail that goes out by itself off or on again. Those that wait when it is switched off are dropped and do
 * not come back. Refused for mail that somebody asks for. Needs `mail_templates.edit`.
 */
export async function switchKind(ctx: Context, { kind, is_on }: { kind: string; is_on: boolean }): Promise<void> {
  allow(ctx, 'mail_templates.edit');
  const { name, template } = templateKind(kind);
  if (!template.is_automatic) throw new Failure('conflict', 'mail_templates.not_automatic');
  await inTransaction(ctx, async (ctx) => {
    const changed = is_on ? await switchOn(ctx, name) : await switchOff(ctx, name);
    if (!changed) return;
    const { account_id: record_id } = ctx.caller;
    const act = is_on ? 'mail_kind_switched_on' : 'mail_kind_switched_off';
    await recordChange(ctx, { record: 'account', record_id, act, changes: namedTemplate({ kind: name }) });
  });
}

async function switchOn({ db }: Context, kind: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('switched_off_mail').where('kind', '=', kind).executeTakeFirst();
  return numDeletedRows > 0n;
}

async function switchOff({ db, caller, clock }: Context, kind: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('switched_off_mail')
    .values({ account_id: caller.account_id, kind, created_at: clock.now() })
    .onConflict((had) => had.doNothing())
    .executeTakeFirst();
  await db
    .updateTable('mail_message')
    .set({ state: 'dropped', last_error: 'switched_off' })
    .where('kind', '=', kind)
    .where('state', '=', 'waiting')
    .execute();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
