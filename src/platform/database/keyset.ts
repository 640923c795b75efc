import { type RawBuilder, sql } from 'kysely';

/** Where in a sorted list a page begins or ends: the sorted value and the id of the row that stands there. */
export interface Place {
  value: string | number | Date;
  id: number;
}

/** The order of a list and where to go on in it. Made by `keyset`. */
export interface Keyset {
  /** True for the rows beyond the place; true for all rows where there is none. */
  condition: RawBuilder<boolean>;
  /** For `order by`. */
  order: RawBuilder<unknown>;
  /** True for the rows up to a place in this order, the one that stands there included. */
  upTo(place: Place): RawBuilder<boolean>;
  /** Towards the beginning: rows come in reverse, `pageOf` turns them round. */
  isBackwards: boolean;
  /** Null at the beginning. */
  place: Place | null;
}

export interface KeysetInput {
  /** The `next` or the `previous` of a page that was shown; at most one of the two. */
  after?: string | undefined;
  before?: string | undefined;
}

export interface Page<Row> {
  rows: Row[];
  /** What to give as `before` for the page before this one, and as `after` for the one behind; null where there is none. */
  previous: string | null;
  next: string | null;
}

/**
 * Pages by key instead of by number, so that page 20,000 is as quick as page 1 and rows that come or go meanwhile move
 * no other. `column` and `id` are columns of the query or expressions of it that are never null, `kind` what the column holds. A place that nobody wrote starts
 * from the beginning.
 */
export function keyset(
  { after, before }: KeysetInput,
  sort: {
    column: string | RawBuilder<unknown>;
    id: string | RawBuilder<unknown>;
    kind: 'text' | 'number' | 'time';
    isDescending: boolean;
  },
): Keyset {
  const place = readPlace(after ?? before, sort.kind);
  const isBackwards = place !== null && after === undefined;
  const isFalling = sort.isDescending !== isBackwards;
  const [column, id] = [sort.column, sort.id].map((one) => (typeof one === 'string' ? sql.ref(one) : one));
  const direction = sql.raw(isFalling ? 'desc' : 'asc');
  const beyond = sql.raw(isFalling ? '<' : '>');
  return {
    condition: place ? sql`(${column}, ${id}) ${beyond} (${place.value}, ${place.id})` : sql`true`,
    order: sql`${column} ${direction}, ${id} ${direction}`,
    upTo: (last) => sql`(${column}, ${id}) ${sql.raw(isFalling ? '>=' : '<=')} (${last.value}, ${last.id})`,
    isBackwards,
    place,
  };
}

/** Cuts rows, fetched with a limit of `size` + 1, to a page that knows its neighbours. */
export function pageOf<Row>(
  rows: readonly Row[],
  { isBackwards, place }: Keyset,
  { size, placeOf }: { size: number; placeOf: (row: Row) => Place },
): Page<Row> {
  const hasMore = rows.length > size;
  const shown = rows.slice(0, size);
  if (isBackwards) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const hasPrevious = isBackwards ? hasMore : place !== null;
  const hasNext = isBackwards || hasMore;
  return {
    rows: shown,
    previous: hasPrevious && first ? writePlace(placeOf(first)) : null,
    next: hasNext && last ? writePlace(placeOf(last)) : null,
  };
}

function writePlace({ value, id }: Place): string {
  const written = JSON.stringify([value instanceof Date ? value.getTime() : value, id]);
  return Buffer.from(written).toString('base64url');
}

function readPlace(text: string | undefined, kind: 'text' | 'number' | 'time'): Place | null {
  if (!text || text.length > 1_000) return null;
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [unknown, unknown];
    if (!Number.isSafeInteger(id)) return null;
    if (kind === 'text') return typeof value === 'string' && !value.includes('\0') ? { value, id: id as number } : null;
    if (typeof value !== 'number') return null;
    if (kind === 'number') return { value, id: id as number };
    return Math.abs(value) < 8e15 ? { value: new Date(value), id: id as number } : null;
  } catch {
    return null;
  }
}
