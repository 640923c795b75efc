import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { renderToPipeableStream } from 'react-dom/server';
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router';
import { surroundingsKey } from '#platform/http/page-context.ts';
import { loadCatalogue } from '#platform/i18n/catalogue.ts';
import { locales } from '#platform/i18n/messages.ts';
import { SurroundingsContext } from '#ui/surroundings.ts';

await Promise.all(locales.map(loadCatalogue));

/** How long a page may wait for what it streams later, in milliseconds. */
export const streamTimeout = 5_000;

/** Draws a page as a stream. React Router's entry: it names the arguments and their order. */
export default function drawPage(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce, reportBug, ...surroundings } = context.get(surroundingsKey);
  if (request.method === 'HEAD') return Promise.resolve(new Response(null, { status, headers }));
  let finalStatus = status;
  return new Promise((resolve, reject) => {
    let started = false;
    const { pipe, abort } = renderToPipeableStream(
      <SurroundingsContext value={surroundings}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </SurroundingsContext>,
      {
        nonce,
        onShellReady() {
          started = true;
          const body = new PassThrough();
          body.on('close', () => clearTimeout(lateEnd));
          headers.set('content-type', 'text/html; charset=utf-8');
          resolve(new Response(createReadableStreamFromReadable(body), { status: finalStatus, headers }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          finalStatus = 500;
          // Before the page has started the same error also arrives at `handleError`.
          if (started && !request.signal.aborted) reportBug(error);
        },
      },
    );
    const lateEnd = setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Logs real bugs only: a failure is an answer, and a reader who went away is none of our business. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  context.get(surroundingsKey).reportBug(error);
};
