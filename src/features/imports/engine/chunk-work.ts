import { type RawBuilder, sql } from 'kysely';
import { companyColumns } from '#features/companies/company.ts';
import { contactColumns } from '#features/contacts/contact.ts';
import type { ImportedRecord, Phase } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { type ImportPlan, isCustom, type Target } from './plan-import.ts';

/** What every statement of a chunk stands on. */
export interface ChunkWork {
  /** Inside the chunk's transaction, on the import's own connection. */
  ctx: Context;
  db: Database;
  plan: ImportPlan;
  phase: Phase;
  account_id: number;
  /** Null where nothing is to be written down of the rows: a forecast of a few, a check's way back to where it was. */
  import_id: number | null;
  /** Who the changes are written down for; null is the machine's command line. */
  agent_id: number | null;
  at: Date;
}

/** The account as SQL: every condition on a table begins with it. */
export function accountOf({ account_id }: ChunkWork): RawBuilder<number> {
  return sql`${sql.lit(account_id)}::bigint`;
}

/** How the file's columns treat a field; undefined where none goes to it. */
export function targetOf(plan: ImportPlan, ref: string): Target | undefined {
  return plan.targets.find((target) => target.ref === ref);
}

/** True when a column of the file goes to this field. */
export function hasTarget(plan: ImportPlan, ref: string): boolean {
  return targetOf(plan, ref) !== undefined;
}

const ownColumns: Record<ImportedRecord, ReadonlySet<string>> = {
  contact: new Set<string>(contactColumns),
  company: new Set<string>(companyColumns),
};

/** Fields that are a column of the record's own table. */
export function ownTargets(plan: ImportPlan): Target[] {
  return plan.targets.filter(({ ref }) => ownColumns[plan.record].has(ref));
}

/** Those of which no two records may have the same value. */
export function uniqueTargets(plan: ImportPlan): Target[] {
  return ownTargets(plan).filter(({ field }) => field.is_unique);
}

/** The account's own fields of which no two records may have the same value. */
export function uniqueCustomTargets(plan: ImportPlan): Target[] {
  return plan.targets.filter(({ ref, field }) => isCustom(ref) && field.is_unique);
}

/** What a staged row `s` brings for one of the account's own fields, as the index of values compares it. */
export function customKeyOf({ field, rule }: Target): RawBuilder<string | null> {
  const brought = sql.ref(rule === 'if_empty' ? 's.custom_defaults' : 's.custom_fields');
  return sql`field_value_key(${brought} ->> ${sql.lit(field.name)}, ${sql.lit(field.kind)})`;
}

/** All addresses of a staged row, main one first; null where the file has no column of them. */
export function addressesOf(plan: ImportPlan): RawBuilder<string[]> | null {
  const main = hasTarget(plan, 'email');
  const others = hasTarget(plan, 'other_emails');
  if (main && others) return sql`array_remove(array_prepend(s.email, s.other_emails), null)`;
  if (others) return sql`s.other_emails`;
  return main ? sql`array[s.email]` : null;
}
