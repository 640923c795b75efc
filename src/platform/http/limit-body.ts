import { Failure } from '#platform/failure.ts';

/** How long a body may take: a form arrives at once, a large file may take its time as long as bytes keep coming. */
const formDeadlineMs = 30_000;
const idleDeadlineMs = 60_000;

/** What a form or a JSON body may weigh unless its path says otherwise. */
export const defaultBodyLimit = 1_048_576;

/**
 * The same request with a body that ends in `platform.body_too_large` past `limit_bytes` and in a time-out when it
 * drips. Refuses at once where Content-Length already says too much.
 */
export function limitBody(request: Request, limit_bytes: number): Request {
  if (!request.body) return request;
  if (Number(request.headers.get('content-length') ?? 0) > limit_bytes) throw tooLarge();
  const { method, headers, signal, url } = request;
  const body = counted(request.body, limit_bytes, limit_bytes > defaultBodyLimit ? idleDeadlineMs : formDeadlineMs);
  return new Request(url, { method, headers, signal, body, duplex: 'half' } as RequestInit);
}

/** What a body that could not be read means: past its limit, too slow, or not what its type says. */
export function bodyFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const cause = (thrown as { cause?: unknown }).cause;
  return cause instanceof Failure ? cause : new Failure('invalid', 'platform.body_unreadable');
}

function counted(body: ReadableStream<Uint8Array>, limit_bytes: number, deadlineMs: number) {
  const reader = body.getReader();
  const startedAt = Date.now();
  let arrived = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const isForm = deadlineMs === formDeadlineMs;
      const left = isForm ? deadlineMs - (Date.now() - startedAt) : deadlineMs;
      try {
        const { done, value } = await inTime(reader.read(), left);
        if (done) return controller.close();
        arrived += value.byteLength;
        if (arrived > limit_bytes) throw tooLarge();
        controller.enqueue(value);
      } catch (error) {
        controller.error(error);
        // Whatever else arrives is let go; the reason is already on its way.
        reader.cancel(error).catch(() => undefined);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure('invalid', 'platform.body_too_slow')), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(): Failure {
  return new Failure('invalid', 'platform.body_too_large');
}
