import type { FieldProposal } from '#features/imports/import.ts';
import type { FieldKind, ReadOptions } from '#platform/fields/field.ts';
import { namesSomething, shareThatFits } from './values-of-column.ts';

/** A custom field for a column that no field fits, of the kind that all of its first values have. */
export function proposeField(header: string, cells: readonly string[], options: ReadOptions): FieldProposal {
  return { kind: kindOf(header, cells, options), label: header.slice(0, 80) };
}

function kindOf(header: string, cells: readonly string[], options: ReadOptions): FieldProposal['kind'] {
  const fits = (kind: FieldKind) =>
    cells.length > 0 && shareThatFits({ name: 'value', kind, label: '' }, cells, options) === 1;
  if (cells.some((cell) => cell.includes('\n')) || cells.some((cell) => cell.length > 255)) return 'paragraph';
  if (fits('checkbox') && !cells.every((cell) => cell === '1')) return 'checkbox';
  if (namesSomething.test(header)) return 'text';
  if (fits('number')) return cells.every((cell) => /^\d{8}$/.test(cell)) && fits('date') ? 'date' : 'number';
  if (fits('decimal')) return 'decimal';
  if (fits('date')) return 'date';
  return cells.length > 0 && cells.every((cell) => /^https?:\/\//i.test(cell)) && fits('url') ? 'url' : 'text';
}
