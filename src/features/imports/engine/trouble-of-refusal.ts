import type { Trouble } from '#features/imports/import.ts';
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
  this_company_deleted: 'name',
  company_name_missing: 'name',
  company_name_taken: 'name',
  company_domain_taken: 'domains',
  parent_is_itself: 'parent_company',
  parent_unknown: 'parent_company',
  parent_circle: 'parent_company',
  parent_too_deep: 'parent_company',
};

/** What to say of a refusal by the database: SQL gives its word, and after blanks the fields where those vary, or as JSON what the sentence names. */
export function troubleOfRefusal({ refusal }: Refusal, cells: readonly string[], plan: ImportPlan): Trouble {
  const [word, ...given] = refusal.split(' ') as [keyof typeof refOfRefusal, ...string[]];
  const values = given[0]?.startsWith('{') ? JSON.parse(given.join(' ')) : undefined;
  const about = values ? refOfRefusal[word] : given.length > 1 ? undefined : (given[0] ?? refOfRefusal[word]);
  const column = plan.columns.find(({ ref }) => ref === about)?.position;
  const code = `imports.${word}` as Trouble['code'];
  // Told by the fields' labels, in the language of whoever reads it.
  if (word === 'required_missing' || word === 'company_required_missing') {
    return { code, values: { fields: given.join(' ') }, ...(column === undefined ? {} : { column }) };
  }
  if (values) return { code, values, ...(column === undefined ? {} : { column }) };
  return column === undefined
    ? { code }
    : { code, column, values: { value: (cells[column] ?? '').trim().slice(0, 60) } };
}
