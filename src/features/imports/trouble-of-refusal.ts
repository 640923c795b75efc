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
  company_choice_gone: 'company',
};

/** What to say of a refusal by the database: SQL gives its word, and after blanks the fields where those vary. */
export function troubleOfRefusal({ refusal }: Refusal, cells: readonly string[], plan: ImportPlan): Trouble {
  const [word, ...given] = refusal.split(' ') as [keyof typeof refOfRefusal, ...string[]];
  const about = given.length > 1 ? undefined : (given[0] ?? refOfRefusal[word]);
  const column = plan.columns.find(({ ref }) => ref === about)?.position;
  const code = `imports.${word}` as Trouble['code'];
  // Told by the fields' labels, in the language of whoever reads it.
  if (word === 'required_missing') {
    return { code, values: { fields: given.join(' ') }, ...(column === undefined ? {} : { column }) };
  }
  return column === undefined
    ? { code }
    : { code, column, values: { value: (cells[column] ?? '').trim().slice(0, 60) } };
}
