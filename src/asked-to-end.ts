/** One request to end arrives several times at once: Ctrl-C from the terminal, from npm and from bin/run.mjs. */
const oneRequestMs = 1000;
const requests = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether this process has been asked to end, for as long as somebody listens. */
export interface AskedToEnd {
  /** Aborts at the first SIGINT, SIGTERM or SIGHUP; one that comes later than a second ends the process at once. */
  signal: AbortSignal;
  /** From now on a request ends the process at once. */
  stopListening(): void;
}

/** Listens for the requests to end that would otherwise end the process at once. */
export function askedToEnd(): AskedToEnd {
  const ending = new AbortController();
  let askedAt = 0;
  const note = () => {
    askedAt ||= Date.now();
    if (Date.now() - askedAt > oneRequestMs) process.exit(130);
    ending.abort();
  };
  for (const request of requests) process.on(request, note);
  return {
    signal: ending.signal,
    stopListening() {
      for (const request of requests) process.off(request, note);
    },
  };
}
