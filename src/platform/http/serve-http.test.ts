import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createLog } from '#platform/log.ts';
import { startSite } from '../../../test/start-site.ts';
import { eventStream } from './event-stream.ts';
import { readUpload } from './read-upload.ts';
import { type HttpServer, serveHttp } from './serve-http.ts';

const log = createLog('silent');
let reached = 0;
let server: HttpServer;
const desk = startSite(
  (app) => {
    app.all('/reached', async (c) => {
      reached++;
      return c.text(await c.req.text());
    });
    app.get('/slow', async (c) => {
      await pause(400);
      return c.text('finished');
    });
    app.get('/events', (c) => eventStream({ request: c.req.raw, closing: c.env.closing }, () => () => undefined));
    app.post('/upload', async (c) => {
      let size = 0;
      for await (const chunk of (await readUpload(c.req.raw)).bytes) size += chunk.byteLength;
      return c.json({ size });
    });
  },
  { log, body_limits: [{ path: /^\/upload$/, limit_bytes: 100_000_000 }] },
);

before(async () => {
  server = await serveHttp(desk.site, { host: '127.0.0.1', port: 0, log });
});
after(() => server.stop());

/** Sends bytes as they are and gives what comes back until the server closes or falls silent. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.setTimeout(500, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    // A server that refuses may close while bytes are still on their way.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
    );
  });
}
const line = 'POST /reached HTTP/1.1\r\nHost: desk.test\r\nAuthorization: Basic aDpY\r\n';

test('D08 requests whose length can be read in two ways are refused and reach no door', async () => {
  const smuggled = [
    `${line}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
    `${line}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
    `${line}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`,
    `${line}Content-Length: 5, 6\r\n\r\nhello!`,
    `${line}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `${line}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    `${line}Content-Length: +5\r\n\r\nhello`,
    'GET /reached HTTP/1.1\nHost: a\r\nHost: b\r\n\r\n',
    'GET /reached HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'GET /reached HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n',
    'GET /reached HTTP/1.1\r\n\r\n',
  ];
  for (const bytes of smuggled) {
    const answer = await raw(bytes);
    assert.match(answer, /^HTTP\/1\.1 400 /, `${JSON.stringify(bytes)}\n${answer}`);
    assert.match(answer, /x-content-type-options: nosniff/i);
    assert.match(answer, /connection: close/i);
  }
  assert.equal(reached, 0);
});

test('D08 headers beyond 16 kB, one or ten thousand of them, are refused', async () => {
  const one = await raw(`GET / HTTP/1.1\r\nHost: desk.test\r\nX-Big: ${'a'.repeat(65_536)}\r\n\r\n`);
  assert.match(one, /^HTTP\/1\.1 431 /);
  assert.match(one, /content-security-policy: default-src 'none'/i);
  const many = Array.from({ length: 10_000 }, (_, at) => `X-${at}: 1`).join('\r\n');
  assert.match(await raw(`GET / HTTP/1.1\r\nHost: desk.test\r\n${many}\r\n\r\n`), /^HTTP\/1\.1 431 /);
});

test('D06 unknown methods, TRACE and impossible hosts are refused without a stack', async () => {
  for (const request of [
    'TRACE / HTTP/1.1\r\nHost: desk.test',
    'FOO / HTTP/1.1\r\nHost: desk.test',
    'GET / HTTP/1.1\r\nHost: good@evil',
    'GET /\\evil HTTP/1.1\r\nHost: desk.test',
  ]) {
    const answer = await raw(`${request}\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, answer);
    assert.ok(!/ at |\.ts|node:/.test(answer), answer);
    assert.match(answer, /x-content-type-options: nosniff/i);
  }
});

test('D03 what is refused before any door is reached carries the headers of every answer', async () => {
  const get = 'GET /reached HTTP/1.1\r\nHost: desk.test\r\n';
  const asked: [bytes: string, status: number][] = [
    [`${get}Expect: 200-ok\r\n\r\n`, 417],
    ['CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n', 405],
    ['CONNECT example.com:443 HTTP/1.1\r\n\r\n', 405],
    ['GET /reached HTTP/1.1\r\n\r\n', 400],
    ['GET /reached HTTP/9.9\r\nHost: desk.test\r\n\r\n', 400],
    ['no http at all\r\n\r\n', 400],
    [`${get}Bad header\r\n\r\n`, 400],
    [`${get}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
    [`${get}Transfer-Encoding: gzip\r\n\r\n`, 400],
    [`${get}X-Long: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
    ['OPTIONS * HTTP/1.1\r\nHost: desk.test\r\n\r\n', 400],
    // No protocol is changed: the request is answered as if nobody had asked for another one.
    [`${get}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n\r\n`, 200],
    [`${get}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n`, 200],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ];
  const answers = await Promise.all(asked.map(([bytes]) => raw(bytes)));
  for (const [at, [bytes, status]] of asked.entries()) {
    const [head = ''] = answers[at]!.split('\r\n\r\n');
    const request = bytes.slice(0, 90);
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `), request);
    for (const header of [
      /^content-security-policy: default-src 'none'.*frame-ancestors 'none'/im,
      /^x-content-type-options: nosniff/im,
      /^referrer-policy: same-origin/im,
      /^cross-origin-opener-policy: same-origin/im,
      /^cross-origin-resource-policy: same-origin/im,
      /^cache-control: private, no-store/im,
    ]) {
      assert.match(head, header, request);
    }
    assert.doesNotMatch(head, /^(server|x-powered-by):/im, request);
  }
});

test('D05 a header with a line end inside never comes to be', async () => {
  const answer = await raw(
    'GET /reached?x=%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: desk.test\r\nConnection: close\r\n\r\n',
  );
  assert.ok(!/set-cookie/i.test(answer), answer);
});

test('a large upload streams through, one past its limit is refused', async () => {
  const send = (bytes: Uint8Array<ArrayBuffer>) =>
    fetch(`${server.address}/upload`, {
      method: 'POST',
      headers: { 'x-file-name': 'a.csv', origin: server.address },
      body: bytes,
    });
  assert.deepEqual(await (await send(new Uint8Array(50_000_000))).json(), { size: 50_000_000 });
  assert.equal((await send(new Uint8Array(100_000_001))).status, 413);
});

test('O04 stopping ends streams at once, lets a running request finish and takes no new one', async () => {
  const other = startSite((app) => {
    app.get('/slow', async (c) => {
      await pause(400);
      return c.text('finished');
    });
    app.get('/events', (c) => eventStream({ request: c.req.raw, closing: c.env.closing }, () => () => undefined));
  });
  const stopping = await serveHttp(other.site, { host: '127.0.0.1', port: 0, log });
  const stream = await fetch(`${stopping.address}/events`);
  const slow = fetch(`${stopping.address}/slow`);
  await pause(100);
  const startedAt = performance.now();
  const stopped = stopping.stop();
  assert.equal(await stream.text(), 'retry: 2000\n\n');
  assert.equal(await (await slow).text(), 'finished');
  await stopped;
  assert.ok(performance.now() - startedAt < 5_000);
  await assert.rejects(fetch(`${stopping.address}/slow`));
});
