import {
  type AddressPlace,
  addressPlaces,
  type HeaderPart,
  readAddressHeader,
} from '#features/imports/mapping/address-header.ts';
import { headerKey, headerWords } from '#features/imports/mapping/header-words.ts';
import type { Claims } from './claims.ts';

/** What may be a whole name or a first one: with a column of family names beside it, it is a first one. */
const wholeOrFirst = new Set(['name', '이름', '명'].map(headerKey));

/**
 * Settles names in parts, which by now stand beside whole ones: `이름` beside `성` is a first name, and where whole names
 * stand in a column of their own the parts say nothing more.
 */
export function claimNameParts(claims: Claims): void {
  const [whole, first, last] = ['name', 'first_name', 'last_name'].map((ref) => claims.positionsOf(ref)[0]);
  if (whole === undefined) return;
  if (last !== undefined && first === undefined && wholeOrFirst.has(headerKey(claims.headers[whole]!))) {
    claims.move(whole, 'first_name');
    return;
  }
  const parts = ['first_name', 'middle_name', 'last_name'].flatMap(claims.positionsOf);
  const isMissing = claims.samples.some((row) => !row[whole]?.trim() && parts.some((part) => row[part]?.trim()));
  if (!isMissing) for (const position of parts) claims.release(position);
}

const wholeAddresses = new Set(headerWords.address!.split(',').map(headerKey));
/** Parts beside which `Address` can only be the street. */
const rest: ReadonlySet<string> = new Set(['street_more', 'city', 'state', 'postal_code']);

/**
 * Columns of addresses: one that holds the whole, or the street, the town and so on of one or several, of which the first
 * that is filled will count. `Address` beside a town is a street. A country alone is no address.
 */
export function claimAddress(claims: Claims): void {
  if (claims.isTaken('address')) return;
  const read = claims.open.filter(claims.isFree).flatMap((position): AddressColumn[] => {
    const key = headerKey(claims.headers[position]!);
    if (wholeAddresses.has(key)) return [{ position, place: '', part: 'whole' }];
    const header = readAddressHeader(key);
    return header ? [{ position, ...header }] : [];
  });
  let hasParts = false;
  for (const place of addressPlaces) {
    const columns = read
      .filter((one) => one.place === place)
      .map((one, _, all) => ({ ...one, part: partOf(one, all) }));
    const whole = columns.find(({ part }) => part === 'whole');
    if (whole && !hasParts) {
      claims.claimRef(whole.position, 'address');
      for (const { position } of read) if (position !== whole.position) claims.release(position);
      return;
    }
    hasParts ||= columns.some(({ part }) => part === 'street' || part === 'city');
  }
  if (!hasParts) return;
  for (const one of read) {
    const part = partOf(
      one,
      read.filter(({ place }) => place === one.place),
    );
    if (part === 'whole') claims.release(one.position);
    else claims.claimRef(one.position, part);
  }
}

interface AddressColumn {
  position: number;
  place: AddressPlace;
  part: HeaderPart | 'whole';
}

function partOf({ part }: AddressColumn, ofPlace: readonly AddressColumn[]): Exclude<AddressColumn['part'], 'address'> {
  if (part !== 'address') return part;
  const hasStreet = ofPlace.some((other) => other.part === 'street');
  return !hasStreet && ofPlace.some((other) => rest.has(other.part)) ? 'street' : 'whole';
}
