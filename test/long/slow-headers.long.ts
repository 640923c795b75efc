import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { serveHttp } from '#platform/http/serve-http.ts';
import { createLog } from '#platform/log.ts';
import { startSite } from '../start-site.ts';

test('D03 a request whose headers never end is timed out, with the headers of every answer', async (t) => {
  const log = createLog('silent');
  const { site } = startSite(() => undefined, { log });
  const server = await serveHttp(site, { host: '127.0.0.1', port: 0, log });
  t.after(() => server.stop());
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  socket.write('GET / HTTP/1.1\r\nHost: desk.test\r\n');
  const started = Date.now();
  assert.match(await text(socket), /^HTTP\/1\.1 408 [\s\S]*content-security-policy: default-src 'none'/);
  assert.ok(Date.now() - started < 25_000);
});
