import { isIPv6 } from 'node:net';

/** What one caller can hardly change: the IPv4 address, or the first 64 bits of an IPv6 one (RFC 4291 §2.5.4). */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const whole = new URL(`http://[${ip.split('%')[0]}]`).hostname.slice(1, -1);
  const [before = '', after] = whole.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}
