import { companyNameKey } from '#features/companies/company.ts';
import { valueKey } from '#platform/fields/value-key.ts';
import type { CheckedRow } from './check-row.ts';
import { type ImportPlan, isCustom } from './plan-import.ts';
import { usedCompany } from './used-company.ts';

/** What ties rows of a chunk together, as texts that are the same for the same thing. */
export interface RowKeys {
  /** Rows that share one may speak of one record, or want one value of which there may be only one. */
  own: string[];
  /** What the row only looks at: its parent, by name and by external id. */
  met: readonly string[];
}

const none: readonly string[] = [];

/** The keys of a row that has passed. */
export function keysOfRow(values: CheckedRow['values'], plan: ImportPlan): RowKeys {
  return { own: ownKeys(values, plan), met: plan.record === 'contact' ? none : parentKeys(values, plan) };
}

function ownKeys(values: CheckedRow['values'], plan: ImportPlan): string[] {
  const keys: string[] = [];
  for (const { ref, field } of plan.targets) {
    const value = values[ref];
    if (value === undefined || !field.is_unique) continue;
    const kind = field.kind === 'emails' ? 'email' : ref;
    if (isCustom(ref)) keys.push(`${ref} ${valueKey(value as string | number, field.kind)}`);
    else if (ref === 'name') keys.push(nameKey(value as string, plan));
    else for (const one of Array.isArray(value) ? value : [value]) keys.push(`${kind} ${one}`);
  }
  return keys;
}

function parentKeys({ parent_company }: CheckedRow['values'], plan: ImportPlan): readonly string[] {
  if (parent_company === undefined) return none;
  const name = parent_company as string;
  const id = plan.awaited_parents?.get(companyNameKey(name));
  return id ? [nameKey(name, plan), `unique_external_id ${id}`] : [nameKey(name, plan)];
}

function nameKey(name: string, plan: ImportPlan): string {
  return `name ${usedCompany(name, plan)?.company_key ?? companyNameKey(name)}`;
}
