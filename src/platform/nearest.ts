/** The known word that takes the fewest changed letters to reach, for "did you mean …?". Needs at least one known word. */
export function nearest(word: string, known: string[]): string {
  return known.reduce((best, one) => (distance(word, one) < distance(word, best) ? one : best));
}

/** Letters to add, drop or change (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
