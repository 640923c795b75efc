import type { Trouble } from '#features/imports/import.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { ImportPlan } from './plan-import.ts';

/** `합계`, `Total`, `Grand total: 120`; not `Total Energies`, which is somebody. */
const total = /^(?:(?:총\s?)?합\s?계|[총소누]\s?계|계|(?:grand |sub-?)?totals?|sum)(?:\s*[:：(]?\s*\d.*)?$/i;
/** Letters with which one begins; they spare nearly all rows the pattern. */
const firstLetters = '합총소누계TtGgSs';
const longest = 40;

/** A warning where a row sums the others up instead of naming a customer: in its name or in its first filled cell. */
export function findTotal(
  { columns }: ImportPlan,
  { name }: Readonly<Record<string, FieldValue>>,
  cells: readonly string[],
): Trouble | null {
  const first = cells.findIndex((cell) => cell !== '');
  const place = isTotal(name) ? columns.find(({ ref }) => ref === 'name')!.position : first;
  const told = isTotal(name) ? name : cells[first];
  return isTotal(told) ? { code: 'imports.total_row', column: place, values: { value: told.trim() } } : null;
}

function isTotal(text: FieldValue | undefined): text is string {
  if (typeof text !== 'string' || text.length > longest) return false;
  const trimmed = text.trim();
  return trimmed !== '' && firstLetters.includes(trimmed[0]!) && total.test(trimmed);
}
