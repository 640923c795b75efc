import type { ColumnChoice, ImportColumn } from '#features/imports/import.ts';

/** The columns of a file as somebody has chosen them, where he has. */
export function chosenColumns(
  columns: readonly ImportColumn[],
  chosen: readonly ColumnChoice[] | undefined,
): ImportColumn[] {
  return columns.map((column, at) => {
    const choice = chosen?.[at];
    if (!choice) return column;
    const { reading: _, ...rest } = column;
    return { ...rest, ...choice };
  });
}
