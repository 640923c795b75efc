import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address belongs to a machine of the public internet, after the IANA registries of special addresses: not
 * this machine, a private or link-local network, carrier NAT, a cloud's metadata, multicast, or one that only stands for
 * such (IPv4 inside IPv6: mapped, compatible, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  const six = address as ipaddr.IPv6;
  if (six.isIPv4MappedAddress()) return six.toIPv4Address().range() === 'unicast';
  // Global unicast is 2000::/3; what the library calls unicast beyond it is reserved or ends at an IPv4 address.
  return six.range() === 'unicast' && six.match(ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]);
}
