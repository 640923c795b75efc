const domainName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What would make the URL parser read a domain as something else than a name. */
const notInDomain = /[\s/\\?#:@%[\]<>^|]/;
const maxLength = 253;

/**
 * The one form of a domain: lower case, without the dot behind it, letters outside ASCII as A-label (`한국.kr` is
 * `xn--3e0b707e.kr`); null for a text that is none: no dot, an address of digits, labels that no name server takes.
 */
export function readDomainName(typed: string): string | null {
  const lower = typed.normalize('NFKC').toLowerCase();
  const domain = lower.endsWith('.') ? lower.slice(0, -1) : lower;
  if (domain.length > maxLength || notInDomain.test(domain)) return null;
  // The URL parser is the one implementation of UTS #46 that browsers and Node share.
  const ascii = domainName.test(domain) && !domain.includes('xn--') ? domain : URL.parse(`http://${domain}`)?.hostname;
  if (!ascii || !domainName.test(ascii) || /(?:^|\.)\d+$/.test(ascii)) return null;
  return ascii;
}
