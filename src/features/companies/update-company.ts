import type { Updateable } from 'kysely';
import { type Changes, changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { type GivenValues, readGivenValues } from '#features/custom-fields/read-given-values.ts';
import { refuseOverwriting } from '#features/custom-fields/refuse-overwriting.ts';
import { refusingTaken } from '#features/custom-fields/refusing-taken.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict, isConflict } from '#platform/database/conflict.ts';
import type { CompanyRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { companyColumns, companyFields, companyNameKey } from './company.ts';
import type { FoundCompany } from './find-company.ts';
import { findParentCompany } from './find-parent-company.ts';
import { lockCompany } from './lock-company.ts';
import { lockCompanyTree } from './lock-company-tree.ts';
import { writeCompanyDomains } from './write-company-domains.ts';

/**
 * Changes the fields of a company that are given; of `custom_fields` those that are named. Unknown names are ignored and
 * reported. `seen` is what a form had shown of each field, as text: what somebody else has changed since is not overwritten. Fails
 * like `createCompany`. After a change of name the contacts' search texts are rewritten by a job.
 */
export async function updateCompany(
  ctx: Context,
  { id, ...given }: { id: number } & GivenValues,
  { act = 'updated', seen = {} }: { act?: 'updated' | 'undone'; seen?: Readonly<Record<string, string>> } = {},
): Promise<{ ignored: string[] }> {
  allow(ctx, 'companies.edit');
  return inTransaction(ctx, async (ctx) => {
    if (given.parent_company !== undefined) await lockCompanyTree(ctx);
    const before = await lockCompany(ctx, id);
    const read = await readGivenValues(ctx, { record: 'company', fields: companyFields, given, before });
    const now = { values: companyValues(before), custom_fields: before.custom_fields };
    await refuseOverwriting(ctx, { record: 'company', fields: companyFields, before: now, read, seen });
    const changes = {
      ...changesBetween(companyValues(before), read.values),
      ...changesBetween(before.custom_fields, read.custom_fields),
    };
    if (Object.keys(changes).length === 0) return { ignored: read.ignored };
    const { domains, parent_company, ...values } = read.values;
    const parent_company_id =
      changes.parent_company && parent_company ? await findParentCompany(ctx, String(parent_company), id) : null;
    if (changes.domains) await writeCompanyDomains(ctx, id, (domains as string[] | null) ?? []);
    const columns = {
      ...Object.fromEntries(companyColumns.filter((name) => changes[name]).map((name) => [name, values[name]])),
      ...(changes.parent_company && { parent_company_id }),
      custom_fields: JSON.stringify({ ...before.custom_fields, ...read.custom_fields }),
    };
    await refusingTaken(ctx, 'company', { id, values: read.custom_fields }, () => writeRow(ctx, before, columns));
    const told: Changes = changes.parent_company
      ? { ...changes, 'parent_company.id': [before.parent_company_id, parent_company_id] }
      : changes;
    await recordChange(ctx, { record: 'company', record_id: id, act, changes: told });
    if (changes.name) await enqueue(ctx, 'contacts.write_search_of_company', { company_id: id });
    return { ignored: read.ignored };
  });
}

/** The built-in fields of a company by name, as forms and its log have them. */
export function companyValues(company: FoundCompany): Record<string, FieldValue> {
  const columns = Object.fromEntries(companyColumns.map((name) => [name, company[name]]));
  return {
    ...columns,
    domains: company.domains.length > 0 ? company.domains : null,
    parent_company: company.parent_company,
  };
}

async function writeRow(ctx: Context, { id, name }: FoundCompany, columns: Updateable<CompanyRow>): Promise<void> {
  const renamed = columns.name ?? name;
  await ctx.db
    .updateTable('company')
    .set({ ...columns, name_key: companyNameKey(renamed), sort_key: sortKey(renamed), updated_at: ctx.clock.now() })
    .where('id', '=', id)
    .execute()
    .catch(conflict('company_external_id', 'companies.external_id_taken', 'unique_external_id'))
    .catch((error) => {
      if (!isConflict(error, 'company_name_key')) throw error;
      throw new Failure('conflict', 'companies.name_taken', { field: 'name', values: { name: renamed } });
    });
}
