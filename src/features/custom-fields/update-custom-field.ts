import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { type CustomField, customFieldOfRow, switchesOf } from './custom-field.ts';
import { findCustomField } from './find-custom-field.ts';
import { readCustomField } from './read-custom-field.ts';
import { lockFieldValues, refuseRepeatedValue, switchUnique } from './switch-unique.ts';

/**
 * Changes a field's labels and switches, and its choices where they are given; its kind and name stay, since records hold values of that kind under
 * that name. A record keeps a choice that is no longer offered. Fails as conflict, naming two records, where a field is to be
 * unique and they have the same value.
 */
export async function updateCustomField(
  ctx: Context,
  { id, ...given }: { id: number } & Readonly<Record<string, RawValue>>,
): Promise<CustomField> {
  allow(ctx, 'custom_fields.edit');
  return inTransaction(ctx, async (ctx) => {
    const before = await findCustomField(ctx, { id });
    const read = readCustomField(before.kind, { choices: before.choices.join('\n'), ...given });
    if (read.is_unique !== before.is_unique) {
      await lockFieldValues(ctx);
      if (read.is_unique) await refuseRepeatedValue(ctx, before);
      await switchUnique(ctx, before, read.is_unique);
    }
    const row = await ctx.db
      .updateTable('custom_field')
      .set({
        ...read,
        labels: JSON.stringify(read.labels),
        choices: JSON.stringify(read.choices),
        updated_at: ctx.clock.now(),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const after = customFieldOfRow(row);
    const changes = changesBetween(loggedValues(before), loggedValues(after));
    if (Object.keys(changes).length > 0) {
      await recordChange(ctx, { record: 'custom_field', record_id: id, act: 'updated', changes });
    }
    return after;
  });
}

function loggedValues({ labels, choices, ...field }: CustomField) {
  const { en = null, ko = null } = labels;
  return { label_en: en, label_ko: ko, choices, ...switchesOf(field) };
}
