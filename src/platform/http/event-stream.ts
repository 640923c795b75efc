/** One server-sent event (HTML standard §9.2). `id` comes back as Last-Event-ID when the browser reconnects. */
export interface StreamEvent {
  event: string;
  id?: string;
  /** Sent as JSON. */
  payload: unknown;
}

export interface Stream {
  send(event: StreamEvent): void;
  /** Ends the stream; the browser does not come back when a `done` event told it so, and otherwise reconnects. */
  close(): void;
  /** The id of the last event the browser has seen before it lost the connection, or null. */
  lastEventId: string | null;
}

const heartbeatMs = 15_000;
/** A reader that lags this many events behind is let go; it comes back with Last-Event-ID. */
const mostWaiting = 256;

/**
 * Answers with a stream of events until the reader leaves, the program stops or `subscribe` closes it. `subscribe`
 * starts the flow and returns what ends it; a throw before its first await is an ordinary failure of the request.
 */
export async function eventStream(
  { request, closing }: { request: Request; closing: AbortSignal },
  subscribe: (stream: Stream) => Promise<() => void> | (() => void),
): Promise<Response> {
  const encoder = new TextEncoder();
  const { readable, writer } = pipe();
  const write = (text: string) => writer.write(encoder.encode(text));
  let unsubscribe: (() => void) | undefined;
  let isOpen = true;

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    request.signal.removeEventListener('abort', close);
    closing.removeEventListener('abort', close);
    unsubscribe?.();
    writer.end();
  };
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  writer.whenLeft(close);
  request.signal.addEventListener('abort', close);
  closing.addEventListener('abort', close);

  write('retry: 2000\n\n');
  const send = ({ event, id, payload }: StreamEvent) => {
    if (!isOpen) return;
    if (writer.waiting() > mostWaiting) return close();
    write(
      `${id === undefined ? '' : `id: ${oneLine(id)}\n`}event: ${oneLine(event)}\ndata: ${JSON.stringify(payload)}\n\n`,
    );
  };
  try {
    unsubscribe = await subscribe({ send, close, lastEventId: request.headers.get('last-event-id') });
  } catch (thrown) {
    close();
    throw thrown;
  }
  if (!isOpen) unsubscribe();
  if (closing.aborted) close();
  return new Response(readable, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
  });
}

function pipe() {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let left: () => void = () => undefined;
  const readable = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
      },
      cancel: () => left(),
    },
    { highWaterMark: 0 },
  );
  let hasEnded = false;
  const writer = {
    write: (bytes: Uint8Array) => {
      if (!hasEnded) controller.enqueue(bytes);
    },
    end: () => {
      if (hasEnded) return;
      hasEnded = true;
      controller.close();
    },
    waiting: () => -(controller.desiredSize ?? 0),
    whenLeft: (then: () => void) => {
      left = () => {
        hasEnded = true;
        then();
      };
    },
  };
  return { readable, writer };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, ' ');
}
