/**
 * Finds out which rows of a chunk speak of the same contact, so that they can be applied one after the other while all
 * others are applied together. Rows belong together when they share a key (an address, an external id) or were matched
 * to one contact, also through further rows.
 */
export interface RowGroups {
  /** Rows in the order of the file, each with all its keys. */
  add(row_number: number, keys: readonly string[]): void;
  /** Rows that turned out to be one contact's. */
  join(row_numbers: readonly number[]): void;
  /** The first row of the group of a row. */
  firstOf(row_number: number): number;
  /** The first row with a key. */
  rowOfKey(key: string): number | undefined;
  /** How many rows of its group stand before a row; rows that stand first, nearly all, are left out. */
  steps(): Map<number, number>;
}

export function createRowGroups(): RowGroups {
  const rowOfKey = new Map<string, number>();
  /** Only rows that are joined to an earlier one are in here. */
  const earlier = new Map<number, number>();

  function first(row: number): number {
    let found = row;
    for (let next = earlier.get(found); next !== undefined; next = earlier.get(found)) found = next;
    // Shortens the way for the next who asks.
    for (let at = row; at !== found; ) {
      const next = earlier.get(at)!;
      earlier.set(at, found);
      at = next;
    }
    return found;
  }

  function joinTwo(a: number, b: number): void {
    const [low, high] = [first(a), first(b)].sort((x, y) => x - y) as [number, number];
    if (low !== high) earlier.set(high, low);
  }

  return {
    add(row_number, keys) {
      for (const key of keys) {
        const other = rowOfKey.get(key);
        if (other === undefined) rowOfKey.set(key, row_number);
        else joinTwo(other, row_number);
      }
    },
    join(row_numbers) {
      for (const row_number of row_numbers) joinTwo(row_numbers[0]!, row_number);
    },
    firstOf: first,
    rowOfKey: (key) => rowOfKey.get(key),
    steps() {
      const counts = new Map<number, number>();
      const steps = new Map<number, number>();
      for (const row of [...earlier.keys()].sort((a, b) => a - b)) {
        const step = (counts.get(first(row)) ?? 0) + 1;
        counts.set(first(row), step);
        steps.set(row, step);
      }
      return steps;
    },
  };
}
