/**
 * Goes through `items` while the next one is made ready already: what makes an item and what uses it take turns on the
 * one thread, and neither waits for the other's disk or server. Leaving early closes `items`.
 */
export async function* oneAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = iterator.next();
      // A failure is met when its turn comes; until then it is nobody's.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
