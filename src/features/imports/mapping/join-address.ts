/** The pieces of one address; '' for one that is missing. */
export interface AddressParts {
  street: string;
  /** Further lines of the street: the floor, the building. */
  street_more: string;
  city: string;
  state: string;
  postal_code: string;
  country: string;
}

const hangul = /[가-힣]/;
const east = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * An address on one line in the order of its language. Korean from large to small: `(04524) 서울특별시 중구 세종대로 110`;
 * Chinese and Japanese so too, without blanks; others from small to large: `1 Harbour Street, London, SE1 2AA, UK`. '' for
 * what is no address without the rest: a country or a state alone.
 */
export function joinAddress({ street, street_more, city, state, postal_code, country }: AddressParts): string {
  if (street === '' && street_more === '' && city === '') return '';
  const place = `${street}${city}${state}`;
  if (hangul.test(place)) {
    const code = postal_code === '' ? '' : `(${postal_code})`;
    return filled([code, country, state, city, street, street_more]).join(' ');
  }
  if (east.test(place)) return filled([postal_code, `${country}${state}${city}${street}`, street_more]).join(' ');
  // A state of two letters and a code stand behind the city, as in "Columbus, OH 43210".
  const region = filled([state, postal_code]).join(' ');
  return filled([street, street_more, city, region, country]).join(', ');
}

function filled(parts: readonly string[]): string[] {
  return parts.filter((part) => part !== '');
}
