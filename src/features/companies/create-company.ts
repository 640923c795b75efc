import type { Insertable } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { type GivenValues, readGivenValues } from '#features/custom-fields/read-given-values.ts';
import { refusingTaken } from '#features/custom-fields/refusing-taken.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import type { CompanyRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { companyColumns, companyFields, companyNameKey } from './company.ts';
import { findParentCompany } from './find-parent-company.ts';
import { nameTaken } from './name-taken.ts';
import { writeCompanyDomains } from './write-company-domains.ts';

/**
 * Adds a company. `given` holds its fields as typed, the account's own under `custom_fields`; other names are ignored and
 * reported. Fails as invalid with every bad field, and as conflict where the name, a domain, the external id or a value of a unique field is
 * taken,
 * naming the company that has it.
 */
export async function createCompany(ctx: Context, given: GivenValues): Promise<{ id: number; ignored: string[] }> {
  allow(ctx, 'companies.edit');
  return inTransaction(ctx, async (ctx) => {
    const read = await readGivenValues(ctx, { record: 'company', fields: companyFields, given, before: null });
    const { domains, parent_company, ...values } = read.values;
    const parent_company_id = parent_company ? await findParentCompany(ctx, String(parent_company), null) : null;
    const columns = { ...values, parent_company_id, custom_fields: JSON.stringify(read.custom_fields) };
    const written = { values: read.custom_fields };
    const id = await refusingTaken(ctx, 'company', written, () => insertCompany(ctx, columns));
    if (domains) await writeCompanyDomains(ctx, id, domains as string[]);
    await recordChange(ctx, { record: 'company', record_id: id, act: 'created' });
    return { id, ignored: read.ignored };
  });
}

async function insertCompany(ctx: Context, values: Record<string, unknown>): Promise<number> {
  const { db, caller, clock } = ctx;
  const name = String(values.name);
  const row = await db
    .insertInto('company')
    .values({
      ...Object.fromEntries(companyColumns.map((column) => [column, values[column] ?? null])),
      account_id: caller.account_id,
      name_key: companyNameKey(name),
      sort_key: sortKey(name),
      parent_company_id: values.parent_company_id,
      custom_fields: values.custom_fields,
      created_at: clock.now(),
      updated_at: clock.now(),
    } as Insertable<CompanyRow>)
    .onConflict((same) => same.columns(['account_id', 'name_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
    .catch(conflict('company_external_id', 'companies.external_id_taken', 'unique_external_id'));
  if (row) return row.id;
  throw await nameTaken(ctx, { name, field: 'name' });
}
