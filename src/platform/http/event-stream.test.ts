import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#platform/failure.ts';
import { startSite } from '../../../test/start-site.ts';
import { eventStream, type Stream } from './event-stream.ts';

function startStream() {
  const streams: Stream[] = [];
  let ended = 0;
  const desk = startSite((app) => {
    app.get('/events', (c) =>
      eventStream({ request: c.req.raw, closing: c.env.closing }, (stream) => {
        streams.push(stream);
        return () => {
          ended++;
        };
      }),
    );
    app.get('/forbidden', (c) =>
      eventStream({ request: c.req.raw, closing: c.env.closing }, async () => {
        throw new Failure('forbidden', 'platform.forbidden');
      }),
    );
  });
  return { desk, streams, endedCount: () => ended };
}
const textOf = async (response: Response) => {
  let text = '';
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) text += piece;
  return text;
};

test('events reach the reader as they happen, each with its id', async () => {
  const { desk, streams } = startStream();
  const response = await desk.ask('/events', { headers: { 'last-event-id': '41', 'accept-encoding': 'gzip' } });
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.equal(response.headers.get('content-encoding'), null);
  assert.equal(response.headers.get('cache-control'), 'private, no-store');
  assert.equal(streams[0]?.lastEventId, '41');
  streams[0]?.send({ event: 'progress', id: '42', payload: { done: 3, note: 'a\nb' } });
  streams[0]?.close();
  assert.equal(await textOf(response), 'retry: 2000\n\nid: 42\nevent: progress\ndata: {"done":3,"note":"a\\nb"}\n\n');
});

test('a stream that may not be read is an ordinary refusal', async () => {
  const { desk } = startStream();
  assert.equal((await desk.ask('/forbidden')).status, 403);
});

test('O04 streams end when the program stops, and when the reader leaves nothing goes on', async () => {
  const { desk, streams, endedCount } = startStream();
  const leaving = new AbortController();
  const left = await desk.ask('/events', { signal: leaving.signal });
  const stays = await desk.ask('/events');
  leaving.abort();
  await pause(10);
  assert.equal(endedCount(), 1);
  streams[0]?.send({ event: 'progress', payload: {} });
  desk.site.close();
  assert.equal(await textOf(stays), 'retry: 2000\n\n');
  assert.equal(endedCount(), 2);
  await left.body?.cancel();
  const late = await desk.ask('/events');
  assert.equal(await textOf(late), 'retry: 2000\n\n');
});

test('a reader who reads nothing is let go instead of filling the memory', async () => {
  const { desk, streams, endedCount } = startStream();
  await desk.ask('/events');
  for (let count = 0; count < 2_000; count++) streams[0]?.send({ event: 'progress', payload: { count } });
  assert.equal(endedCount(), 1);
});
