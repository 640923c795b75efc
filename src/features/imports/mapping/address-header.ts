import type { AddressParts } from './join-address.ts';

/** Which of a person's addresses a column is of, in the order in which they are wanted. */
export const addressPlaces = [
  '',
  'work',
  'mailing',
  '1',
  'home',
  '2',
  '3',
  '4',
  'other',
  'billing',
  'shipping',
] as const;
export type AddressPlace = (typeof addressPlaces)[number];

/** `address` is a whole one, or a street where other columns hold the rest of it. */
export type HeaderPart = keyof AddressParts | 'address';

const words = (text: string) => text.split(' ');
const places: Partial<Record<AddressPlace, string[]>> = {
  work: words('business work company office 근무지 근무처 직장 회사'),
  mailing: words('mailing primary contact'),
  home: words('home personal residential 집 자택 개인'),
  other: words('other alternate 기타'),
  billing: words('billing 청구지 청구'),
  shipping: words('shipping delivery 배송지 배송'),
};
const placeOfWord = Object.entries(places).flatMap(([place, prefixes]) =>
  prefixes.map((prefix) => [prefix, place as AddressPlace] as const),
);
const parts: Record<HeaderPart, string[]> = {
  address: words('address address1 addressline1 주소 주소1'),
  street: words('street street1 streetaddress 번지 주소번지 도로명주소 도로명 지번주소 기본주소'),
  street_more: words(
    'street2 street3 address2 address3 addressline2 addressline3 extendedaddress 번지2 번지3 주소2 상세주소 나머지주소',
  ),
  city: words('city town citytown locality 구군시 시군구 시군 도시 주소구군시'),
  state: words('state region province stateprovince stateregion provincestate county 시도 주소시도'),
  postal_code: words('zip zipcode postal postalcode postcode zippostalcode zippostal 우편번호 주소우편번호'),
  country: words('country countryregion countryname 국가 국가지역 나라 주소국가 주소국가지역'),
};
const partOfWord = new Map(
  Object.entries(parts).flatMap(([part, names]) => names.map((name) => [name, part as HeaderPart] as const)),
);

/**
 * What a column holds of which address, told from its header as `headerKey` gives it: `businesspostalcode`,
 * `address1city`, `집주소시도`. Null for any other header.
 */
export function readAddressHeader(key: string): { place: AddressPlace; part: HeaderPart } | null {
  const google = /^address([1-4])(street|city|region|postalcode|country|extendedaddress)$/.exec(key);
  if (google) return { place: google[1] as AddressPlace, part: partOfWord.get(google[2]!)! };
  const found = placeOfWord.find(([prefix]) => key.startsWith(prefix) && key.length > prefix.length);
  const part = partOfWord.get(found ? key.slice(found[0].length) : key);
  return part ? { place: found?.[1] ?? '', part } : null;
}
