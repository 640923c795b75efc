import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { constants, gunzipSync } from 'node:zlib';
import { compressed } from './compress.ts';

const asked = (accept = 'br, gzip') => new Request('http://desk.test/', { headers: { 'accept-encoding': accept } });
const html = (body: BodyInit) => new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } });

test('a page comes compressed to who takes it and says so', async () => {
  const page = compressed(asked(), html('안녕하세요 '.repeat(500)));
  assert.equal(page.headers.get('content-encoding'), 'gzip');
  assert.equal(page.headers.get('vary'), 'Accept-Encoding');
  const bytes = Buffer.from(await page.arrayBuffer());
  assert.ok(bytes.length < 500);
  assert.equal(gunzipSync(bytes).toString(), '안녕하세요 '.repeat(500));
});

test('who takes no gzip, a picture and what is compressed already stay as they are', () => {
  assert.equal(compressed(asked('br'), html('x')).headers.get('content-encoding'), null);
  const picture = new Response('x', { headers: { 'content-type': 'image/png' } });
  assert.equal(compressed(asked(), picture), picture);
  const done = new Response('x', { headers: { 'content-type': 'text/html', 'content-encoding': 'br' } });
  assert.equal(compressed(asked(), done), done);
});

test('an answer that says it is small stays as it is', () => {
  const small = new Response('x', { headers: { 'content-type': 'text/html', 'content-length': '1' } });
  assert.equal(compressed(asked(), small), small);
});

test('what a page streams later is not waited for', async () => {
  let finish: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('first'));
      finish = () => {
        controller.enqueue(new TextEncoder().encode('second'));
        controller.close();
      };
    },
  });
  const reader = compressed(asked(), html(body)).body!.getReader();
  const pieces: Buffer[] = [];
  const collect = (async () => {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      pieces.push(Buffer.from(piece.value));
  })();
  await pause(50);
  const soFar = gunzipSync(Buffer.concat(pieces), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
  assert.equal(soFar, 'first');
  finish();
  await collect;
  assert.equal(gunzipSync(Buffer.concat(pieces)).toString(), 'firstsecond');
});
