import { type AddressPlace, addressPlaces, readAddressHeader } from '#features/imports/mapping/address-header.ts';
import type { FieldPart } from '#features/imports/mapping/field-parts.ts';
import { headerKey } from '#features/imports/mapping/header-words.ts';
import { type AddressParts, joinAddress } from '#features/imports/mapping/join-address.ts';
import { joinName } from '#features/imports/mapping/join-name.ts';
import type { ReadOptions } from '#platform/fields/field.ts';
import { trimBlanks } from '#platform/fields/trim-blanks.ts';
import type { PlannedColumn } from './plan-import.ts';

/** A value that is put together from several columns. */
export interface PlannedJoin {
  /** The first of them, which trouble with the value is told of. */
  column: PlannedColumn;
  /** The value of a row, '' for none. */
  text(cells: readonly string[]): string;
}

/** How names and addresses in parts become values. Columns of one part are put together in the order of the file. */
export function planParts(columns: readonly PlannedColumn[], options: ReadOptions): PlannedJoin[] {
  const names = columns.filter(({ ref, part }) => ref === 'name' && part);
  const addresses = columns.filter(({ ref, part }) => ref === 'address' && part);
  return [
    ...(names[0] ? [{ column: names[0], text: nameReader(names, options) }] : []),
    ...(addresses[0] ? [{ column: addresses[0], text: addressReader(addresses, options) }] : []),
  ];
}

type Read = (cells: readonly string[]) => string;

function nameReader(columns: readonly PlannedColumn[], options: ReadOptions): Read {
  const [first, middle, last] = (['first_name', 'middle_name', 'last_name'] as const).map((part) =>
    partReader(columns, part, options),
  ) as [Read, Read, Read];
  return (cells) => joinName({ first: first(cells), middle: middle(cells), last: last(cells) });
}

const addressParts = ['street', 'street_more', 'city', 'state', 'postal_code', 'country'] as const;

function addressReader(columns: readonly PlannedColumn[], options: ReadOptions): Read {
  const readers = addressesOf(columns).map((ofPlace) =>
    addressParts.map((part) => [part, partReader(ofPlace, part, options)] as const),
  );
  return (cells) => {
    for (const parts of readers) {
      const address = joinAddress(
        Object.fromEntries(parts.map(([part, read]) => [part, read(cells)])) as unknown as AddressParts,
      );
      if (address !== '') return address;
    }
    return '';
  };
}

/**
 * The columns of each of a person's addresses, the one that is wanted most first: the first that a row has filled is taken.
 * A column that names no address and no street, such as a lone *Country*, belongs to the first.
 */
export function addressesOf<C extends Pick<PlannedColumn, 'header' | 'part'>>(columns: readonly C[]): C[][] {
  const byPlace = new Map<AddressPlace, C[]>(addressPlaces.map((place) => [place, []]));
  for (const column of columns) byPlace.get(readAddressHeader(headerKey(column.header))?.place ?? '')!.push(column);
  const [bare, ...others] = byPlace.values() as IterableIterator<C[]>;
  const addresses = others.filter((ofPlace) => ofPlace.length > 0);
  if (bare!.length === 0) return addresses;
  const isOwn = addresses.length === 0 || bare!.some(({ part }) => part === 'street');
  return isOwn ? [bare!, ...addresses] : [[...addresses[0]!, ...bare!], ...addresses.slice(1)];
}

function partReader(columns: readonly PlannedColumn[], part: FieldPart, { empty_words }: ReadOptions): Read {
  const positions = columns.filter((column) => column.part === part).map(({ position }) => position);
  return (cells) => {
    let joined = '';
    for (const position of positions) {
      const text = trimBlanks(cells[position] ?? '').replace(/\s+/g, ' ');
      if (text !== '' && !empty_words.has(text.toLowerCase())) joined += joined === '' ? text : ` ${text}`;
    }
    return joined;
  };
}
