import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { contactColumnsOf } from '#features/contacts/contact-columns.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { listShownFields } from '#features/custom-fields/list-shown-fields.ts';
import { type GivenValues, readGivenValues } from '#features/custom-fields/read-given-values.ts';
import { refusingTaken } from '#features/custom-fields/refusing-taken.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { profileColumns, profileFields } from './profile.ts';

type CustomValues = Record<string, FieldValue>;

/**
 * Changes a signed-in customer's own name, telephone numbers and language, and of the account's own fields those that
 * customers may edit (under `custom_fields`), as far as they are given. Whatever else is sent changes nothing. Fails as
 * invalid with every bad field, also one that customers must fill in and that would stay empty; as conflict where another
 * contact has a value that only one may have, without saying who.
 */
export async function updateProfile(ctx: Context, given: GivenValues): Promise<void> {
  const { contact_id: id } = allowContact(ctx);
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const { custom_fields, ...columns } = await db
      .selectFrom('contact')
      .select([...profileColumns, 'custom_fields'])
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const before = { custom_fields: custom_fields as CustomValues };
    const editable = (await listShownFields(ctx)).filter(({ is_editable }) => is_editable).map(({ field }) => field);
    const read = await readGivenValues(ctx, {
      record: 'contact',
      fields: profileFields,
      own_fields: editable,
      given,
      before,
    });
    const after = { ...before.custom_fields, ...read.custom_fields };
    refuseMissing(editable, after);
    const changes = {
      ...changesBetween(columns, read.values),
      ...changesBetween(before.custom_fields, read.custom_fields),
    };
    if (Object.keys(changes).length === 0) return;
    const { country } = await db.selectFrom('account').select('country').executeTakeFirstOrThrow();
    await refusingTaken(ctx, 'contact', { id, values: read.custom_fields }, () =>
      db
        .updateTable('contact')
        .set({
          ...contactColumnsOf(read.values, country),
          custom_fields: JSON.stringify(after),
          updated_at: clock.now(),
        })
        .where('id', '=', id)
        .execute(),
    );
    await writeContactSearch(ctx, [id]);
    await recordChange(ctx, { record: 'contact', record_id: id, act: 'updated', changes });
  });
}

/** What was given empty the reader has refused; a form that leaves a field out gets round nothing. */
function refuseMissing(fields: readonly Field[], after: Readonly<CustomValues>): void {
  const problems = fields
    .filter(({ name, is_required }) => is_required && (after[name] ?? null) === null)
    .map(({ name }): FieldProblem => ({ field: `custom_fields.${name}`, code: 'platform.required' }));
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
}
