import type { Trouble } from './import.ts';
import type { ImportPlan } from './plan-import.ts';
import type { Refusal } from './write-outcomes.ts';

/** The column that a refusal by the database is about. */
const refOfRefusal: Record<string, string> = {
  name_missing: 'name',
  several_contacts: 'email',
  agents_address: 'email',
  contact_deleted: 'email',
  contact_blocked: 'email',
  company_unknown: 'company',
  company_deleted: 'company',
};

/** What to say of a refusal by the database: SQL gives its word, and after a blank the field where that varies. */
export function troubleOfRefusal({ refusal }: Refusal, cells: readonly string[], plan: ImportPlan): Trouble {
  const [word, given] = refusal.split(' ') as [keyof typeof refOfRefusal, string | undefined];
  const column = plan.columns.find(({ ref }) => ref === (given ?? refOfRefusal[word]))?.position;
  const code = `imports.${word}` as Trouble['code'];
  return column === undefined
    ? { code }
    : { code, column, values: { value: (cells[column] ?? '').trim().slice(0, 60) } };
}
