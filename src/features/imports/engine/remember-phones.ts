import { e164OfPhone } from '#platform/fields/phone-e164.ts';

/** `e164OfPhone` of one country, which knows the two phones it was asked for last: a row has two and asks for each again. */
export function rememberPhones(country: string): (phone: string) => string | null {
  let [lastPhone, last]: [string, string | null] = ['', null];
  let [formerPhone, former]: [string, string | null] = ['', null];
  return (phone) => {
    if (phone === lastPhone) return last;
    const found = phone === formerPhone ? former : e164OfPhone(phone, country);
    [formerPhone, former] = [lastPhone, last];
    [lastPhone, last] = [phone, found];
    return found;
  };
}
