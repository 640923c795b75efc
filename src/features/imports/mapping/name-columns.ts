import { createHash } from 'node:crypto';

/**
 * What tells the columns of a file apart whatever their order: the header without letter case, width and superfluous
 * blanks; of several with the same (blank ones) the second is `#2`.
 */
export function nameColumns(headers: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return headers.map((header) => {
    const name = header.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

/** The same for all files that have the same columns, in whatever order. */
export function keyOfHeaders(headers: readonly string[]): Buffer {
  const names = nameColumns(headers).sort();
  return createHash('sha256').update(JSON.stringify(names)).digest();
}
