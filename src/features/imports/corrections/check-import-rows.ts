import { findNamedParents } from '#features/imports/engine/find-named-parents.ts';
import { forecastRows, mostForecastRows } from '#features/imports/engine/forecast-rows.ts';
import { planImport } from '#features/imports/engine/plan-import.ts';
import { readTombstones } from '#features/imports/engine/read-tombstones.ts';
import { withDateOrders } from '#features/imports/engine/with-date-orders.ts';
import { findImport } from '#features/imports/find-import.ts';
import type { Outcome } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { listCompanyChoices } from '#features/imports/questions/list-company-choices.ts';
import { rowSentence } from '#features/imports/row-sentence.ts';
import { allow, type Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** What a row that somebody is correcting would become. */
export interface CheckedTyping {
  outcome: Outcome;
  /** Why it is still refused. */
  sentences: string[];
}

/**
 * Checks rows as they are being typed, each with all cells in the order of the file: what would become of them, and why
 * they are refused where they still are. Writes nothing. Fails as invalid for more than `mostForecastRows` at once.
 */
export async function checkImportRows(
  ctx: Context,
  { id, rows }: { id: number; rows: readonly (readonly string[])[] },
): Promise<CheckedTyping[]> {
  allow(ctx, 'imports.run');
  if (rows.length > mostForecastRows) {
    throw new Failure('invalid', 'imports.too_many_rows_at_once', { values: { most: mostForecastRows } });
  }
  const found = await findImport(ctx, { id });
  if (rows.some(({ length }) => length !== found.format.column_count)) {
    throw new Failure('invalid', 'imports.cells_missing', { values: { count: found.format.column_count } });
  }
  const { fields, options } = await listImportFields(ctx, found);
  const company_choices = await listCompanyChoices(ctx, id);
  const keeps_resident_numbers = found.resident_number_reason !== null;
  const is_erased = found.record === 'contact' ? await readTombstones(ctx) : undefined;
  const answers = { ...found, company_choices, keeps_resident_numbers, is_erased };
  const plan = planImport(found.columns, fields, { ...answers, options });
  const dated = withDateOrders(plan);
  const awaited_parents = await findNamedParents(ctx, found, dated, rows);
  const forecast = await forecastRows(ctx, { ...dated, awaited_parents }, rows);
  const naming = { headers: found.inspection.headers, fields };
  return forecast.map(({ outcome, problems }) => ({
    outcome,
    sentences: problems.map((trouble) => rowSentence(ctx, trouble, naming)),
  }));
}
