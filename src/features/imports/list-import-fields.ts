import { companyFields } from '#features/companies/company.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Field, ReadOptions } from '#platform/fields/field.ts';
import type { ImportedRecord } from './import.ts';

export interface ImportFields {
  /** Every field a column may go to, in the order of forms: built-in ones, then the account's own. */
  fields: Field[];
  /** How the account's values are read. */
  options: ReadOptions;
}

const builtIn: Record<ImportedRecord, readonly Field[]> = { contact: contactFields, company: companyFields };

/** What the columns of a list of contacts or companies can be meant for in this account. */
export async function listImportFields(ctx: Context, { record }: { record: ImportedRecord }): Promise<ImportFields> {
  return inTransaction(ctx, async (ctx) => {
    const custom = await listCustomFields(ctx, { record });
    const account = await ctx.db.selectFrom('account').select(['country', 'empty_words']).executeTakeFirstOrThrow();
    return {
      fields: [...builtIn[record], ...custom.map(fieldOfCustomField)],
      options: {
        country: account.country,
        empty_words: new Set(account.empty_words.map((word) => word.toLowerCase())),
      },
    };
  });
}
