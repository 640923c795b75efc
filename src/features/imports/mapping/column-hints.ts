import type { ImportPlan, PlannedColumn } from '#features/imports/engine/plan-import.ts';
import { addressesOf } from '#features/imports/engine/plan-parts.ts';

/** What is worth saying of a column beside the field it goes to. */
export interface ColumnHint {
  /** 0-based column of the file. */
  position: number;
  /** It counts only where another column is empty, or it says what kind of number stands in another. */
  says: 'where_empty' | 'is_label_of';
  /** The header of that other column. */
  column: string;
}

/** Columns whose part in the result their field does not tell: those that come second, and those that only explain. */
export function hintsOfPlan({ columns }: ImportPlan): ColumnHint[] {
  const hints: ColumnHint[] = [];
  const second = (column: PlannedColumn, first: PlannedColumn | undefined) => {
    if (first && first !== column) hints.push({ position: column.position, says: 'where_empty', column: first.header });
  };
  const whole = (ref: string) => columns.find((column) => column.ref === ref && !column.part);
  const addresses = addressesOf(columns.filter(({ ref, part }) => ref === 'address' && part));
  for (const column of columns) {
    const { ref, part, field, label_position } = column;
    if (part === undefined && field.kind === 'phone') second(column, whole(ref));
    if (ref === 'name' && part) second(column, whole('name'));
    if (ref === 'address' && part) {
      const first =
        addresses.find((ofPlace) => ofPlace.includes(column)) === addresses[0] ? undefined : addresses[0]?.[0];
      second(column, whole('address') ?? first);
    }
    if (label_position !== undefined) {
      hints.push({ position: label_position, says: 'is_label_of', column: column.header });
    }
  }
  return hints;
}
