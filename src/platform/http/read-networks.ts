import { BlockList, isIP } from 'node:net';

/** A list of addresses and networks such as `10.0.0.0/8, ::1`, separated by commas. Throws what is wrong with it. */
export function readNetworks(text: string): BlockList {
  const list = new BlockList();
  for (const network of text.split(',').map((one) => one.trim())) {
    if (network === '') continue;
    const [address = '', prefix] = network.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    if (version === 0 || (prefix !== undefined && !(/^\d+$/.test(prefix) && Number(prefix) <= longest))) {
      throw new Error(`must list addresses and networks like 10.0.0.0/8, and “${network}” is none`);
    }
    list.addSubnet(address, prefix === undefined ? longest : Number(prefix), version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
