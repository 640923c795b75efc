import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { contactColumnsOf } from '#features/contacts/contact-columns.ts';
import { writeContactSearch } from '#features/contacts/write-contact-search.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';

/** What a customer may change about himself; addresses need proof and companies are not his to choose. */
const ownFields = ['name', 'phone', 'mobile', 'language'] as const;

/**
 * Changes a signed-in customer's own name, telephone numbers and language, those that are given. Whatever else is sent
 * changes nothing. Fails as invalid with every bad field.
 */
export async function updateProfile(ctx: Context, given: Readonly<Record<string, RawValue>>): Promise<void> {
  const { contact_id: id } = allowContact(ctx);
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const { country } = await db.selectFrom('account').select('country').executeTakeFirstOrThrow();
    const fields = contactFields.filter(({ name }) => (ownFields as readonly string[]).includes(name));
    const { values, problems } = readFieldValues(fields, given, { country, empty_words: new Set(), is_new: false });
    if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
    const before = await db
      .selectFrom('contact')
      .select(ownFields)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const changes = changesBetween(before, values);
    if (Object.keys(changes).length === 0) return;
    await db
      .updateTable('contact')
      .set({ ...contactColumnsOf(values, country), updated_at: clock.now() })
      .where('id', '=', id)
      .execute();
    await writeContactSearch(ctx, [id]);
    await recordChange(ctx, { record: 'contact', record_id: id, act: 'updated', changes });
  });
}
