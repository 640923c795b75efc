import assert from 'node:assert/strict';
import type { lookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { readAllowedHosts } from './allowed-hosts.ts';
import { isPublicAddress } from './is-public-address.ts';
import { createOutbound, OutboundRefused } from './outbound.ts';

let port: number;
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url!);
  if (request.url === '/moved') return response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  if (request.url === '/large') return response.end('x'.repeat(600_000));
  if (request.url === '/slow') return response.write('x');
  response.end('here');
});
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const refusedAs = (reason: OutboundRefused['reason']) => (error: unknown) =>
  error instanceof OutboundRefused && error.reason === reason;

/** A name server of the test: each name leads to its addresses, one after the other. */
function resolving(names: Record<string, string[]>): typeof lookup {
  const resolve = (
    name: string,
    _: object,
    done: (error: null, found: { address: string; family: number }[]) => void,
  ) => {
    const found = names[name] ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return resolve as unknown as typeof lookup;
}

test('L01 no spelling of a private or special address is asked', async () => {
  const outbound = createOutbound({ allowed: new Set() });
  const hosts =
    '127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 0 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 192.0.0.1 198.18.0.1 224.0.0.1 255.255.255.255 ①②⑦.0.0.1 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [fe80::1] [fc00::1] [fd00:ec2::254] [64:ff9b::7f00:1] [2002:7f00:1::] [::127.0.0.1] [ff02::1] localhost LOCALHOST. metadata.localhost maru'.split(
      ' ',
    );
  for (const host of hosts) {
    await assert.rejects(outbound.fetch(`http://${host}/`), refusedAs('address'), host);
  }
  await outbound.close();
});

test('L01 only http and https at their own ports, and no name and password', async () => {
  const outbound = createOutbound({ allowed: new Set() });
  for (const url of [
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://example.com:8080/',
    'https://u:p@example.com/',
  ]) {
    await assert.rejects(outbound.fetch(url), refusedAs('address'), url);
  }
  await outbound.close();
});

test('L01 a name is refused by where it leads at the moment of connecting, also if only one of its addresses is private', async () => {
  const names = {
    'inside.example.com': ['10.0.0.1'],
    'mixed.example.com': ['93.184.216.34', '127.0.0.1'],
    'six.example.com': ['::ffff:127.0.0.1'],
    'nowhere.example.com': [],
  };
  const outbound = createOutbound({ allowed: new Set(), resolve: resolving(names) });
  for (const name of Object.keys(names))
    await assert.rejects(outbound.fetch(`http://${name}/`), refusedAs('address'), name);
  await outbound.close();
  assert.deepEqual(asked, []);
});

test('L01 a host that the settings allow is asked at the allowed port only, and its redirects are not followed', async () => {
  const outbound = createOutbound({ allowed: readAllowedHosts(`localhost:${port}`) });
  assert.equal(await (await outbound.fetch(`http://localhost:${port}/`)).text(), 'here');
  const moved = await outbound.fetch(`http://localhost:${port}/moved`);
  assert.deepEqual([moved.status, moved.headers.get('location')], [302, 'http://169.254.169.254/']);
  await assert.rejects(outbound.fetch(`http://127.0.0.1:${port}/`), refusedAs('address'), 'by another name');
  await assert.rejects(outbound.fetch('http://localhost/'), refusedAs('address'), 'at another port');
  await outbound.close();
});

test('E07 an answer is read to its limit and its deadline, however it drips', async () => {
  const outbound = createOutbound({ allowed: readAllowedHosts(`localhost:${port}`) });
  await assert.rejects(outbound.fetch(`http://localhost:${port}/large`), refusedAs('too_large'));
  const startedAt = performance.now();
  await assert.rejects(outbound.fetch(`http://localhost:${port}/slow`, { deadline_ms: 300 }), refusedAs('too_slow'));
  assert.ok(performance.now() - startedAt < 2_000);
  await outbound.close();
});

test('public addresses are told from all others', () => {
  for (const address of ['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])
    assert.ok(isPublicAddress(address), address);
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::1', '3fff::1', 'x', ''])
    assert.ok(!isPublicAddress(address), address);
});

test('allowed hosts are names and addresses, with a port where it is not the usual one', () => {
  assert.deepEqual(
    [...readAllowedHosts('Keycloak.corp.example, 10.1.2.3:8443,[::1]:80')],
    ['keycloak.corp.example', '10.1.2.3:8443', '[::1]:80'],
  );
  for (const text of ['http://x', 'x/y', 'u@x', 'a b'])
    assert.throws(() => readAllowedHosts(text), /must list hosts/, text);
});
