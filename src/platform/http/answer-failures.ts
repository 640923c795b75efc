import {
  type ActionFunctionArgs,
  data,
  type HeadersArgs,
  type LoaderFunctionArgs,
  type RouterContextProvider,
  redirect,
  type ServerBuild,
} from 'react-router';
import { Failure } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { failureHeaders, failureStatus, withReturnPath } from './failure-response.ts';
import { type FormAnswer, formAnswer } from './form-answer.ts';
import { defaultBodyLimit } from './limit-body.ts';
import { contextKey, surroundingsKey } from './page-context.ts';

type Step<Args> = (args: Args) => unknown;

/**
 * Lets loaders and actions of pages simply throw Failures. From a loader one becomes the error page with its status;
 * from an action it goes back to the form that was sent, beside its fields. A caller who is not signed in is led to
 * `signInPath(url)`. A bug is logged once and shown as nothing but the request's id.
 */
export function answerFailures(pages: ServerBuild, signInPath: (url: URL) => string): ServerBuild {
  const routes = Object.fromEntries(
    Object.entries(pages.routes).map(([id, route]) => {
      if (!route) return [id, route];
      const { loader, action } = route.module;
      const answering = {
        ...(loader && { loader: answeringLoader(loader as Step<LoaderFunctionArgs>, signInPath) }),
        ...(action && { action: answeringAction(action as Step<ActionFunctionArgs>, signInPath) }),
        headers: retryAfter,
      };
      return [id, { ...route, module: { ...route.module, ...answering } }];
    }),
  );
  // The site has checked where a form comes from, also behind proxies; React Router's own check knows less.
  return { ...pages, routes, allowedActionOrigins: ['**'] } as ServerBuild;
}

function answeringLoader(loader: Step<LoaderFunctionArgs>, signInPath: (url: URL) => string) {
  return async (args: LoaderFunctionArgs) => {
    try {
      return await loader(args);
    } catch (thrown) {
      throw errorPage(thrown, args, signInPath);
    }
  };
}

function answeringAction(action: Step<ActionFunctionArgs>, signInPath: (url: URL) => string) {
  return async (args: ActionFunctionArgs) => {
    const again = isSmallForm(args.request) ? args.request.clone() : null;
    try {
      return await action(args);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.kind === 'not_signed_in' || thrown.kind === 'not_found') {
        throw errorPage(thrown, args, signInPath);
      }
      const answer = await answerOf(thrown, again, args.context);
      return data(answer, { status: failureStatus(thrown), headers: failureHeaders(thrown) });
    }
  };
}

/** When to come again: without this React Router keeps an action's headers from pages. */
function retryAfter({ actionHeaders, errorHeaders, parentHeaders }: HeadersArgs): Headers {
  const headers = new Headers(parentHeaders);
  const seconds = actionHeaders.get('retry-after') ?? errorHeaders?.get('retry-after');
  if (seconds) headers.set('retry-after', seconds);
  return headers;
}

/**
 * A second reading is kept for showing again what was typed; of a form that carries a large file it would hold the file, and
 * of one that does not say how long it is whatever a stranger cares to send.
 */
function isSmallForm({ headers }: Request): boolean {
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/.test(headers.get('content-type') ?? '');
  return isForm && !headers.has('transfer-encoding') && Number(headers.get('content-length')) <= defaultBodyLimit;
}

function errorPage(
  thrown: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
  signInPath: (url: URL) => string,
): unknown {
  if (thrown instanceof Failure) {
    if (thrown.kind === 'not_signed_in') {
      const url = new URL(request.url);
      return redirect(withReturnPath(signInPath(url), url), 303);
    }
    const sentence = failureSentence(context.get(contextKey).t, thrown.code, thrown.more.values);
    return data({ sentence }, { status: failureStatus(thrown), headers: failureHeaders(thrown) });
  }
  if (!(thrown instanceof Error)) return thrown;
  const { request_id, reportBug } = context.get(surroundingsKey);
  if (!request.signal.aborted) reportBug(thrown);
  return data({ request_id }, { status: 500 });
}

async function answerOf(
  failure: Failure,
  again: Request | null,
  context: Readonly<RouterContextProvider>,
): Promise<FormAnswer> {
  // What could not be read has nothing to show again; why it was refused is in the failure.
  const typed = again ? await typedValues(again).catch((): FormAnswer['failure']['typed'] => ({})) : {};
  return formAnswer(failure, context.get(contextKey).t, typed);
}

async function typedValues(request: Request): Promise<Record<string, string[]>> {
  const typed = new Map<string, string[]>();
  for (const [name, value] of await request.formData()) {
    if (typeof value !== 'string' || /password|token|secret|^__proto__$/.test(name)) continue;
    typed.set(name, [...(typed.get(name) ?? []), value]);
  }
  return Object.fromEntries(typed);
}
