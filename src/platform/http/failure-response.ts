import { Failure, type FailureKind } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { plainPage } from './plain-page.ts';

const statuses: Record<FailureKind, number> = {
  invalid: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  locked: 423,
  too_many: 429,
  unavailable: 503,
};

/** The HTTP status of a failure (RFC 9110); a body beyond its limit has its own. */
export function failureStatus({ kind, code }: Failure): number {
  if (code === 'platform.body_too_large') return 413;
  if (code === 'platform.body_too_slow') return 408;
  if (code === 'platform.method_unknown') return 405;
  return statuses[kind];
}

/** Headers that a failure asks for: Retry-After where it knows when trying again makes sense. */
export function failureHeaders({ more }: Failure): Record<string, string> {
  return more.retry_after === undefined ? {} : { 'retry-after': String(Math.ceil(more.retry_after)) };
}

export interface FailureSetting {
  request: Request;
  locale: Locale;
  request_id: string;
  /** Where an unsigned caller of a page signs in; null answers 401. */
  signInPath: string | null;
}

/**
 * Answers what was thrown outside of a page's own loaders: a page in the caller's language for browsers, and
 * `application/problem+json` (RFC 9457) with code, sentence and field problems for everything else. What is no Failure
 * is a bug and tells nothing but the request's id.
 */
export function failureResponse(
  thrown: unknown,
  { request, locale, request_id, signInPath }: FailureSetting,
): Response {
  const t = translator(locale);
  const failure = thrown instanceof Failure ? thrown : null;
  const status = failure ? failureStatus(failure) : 500;
  const sentence = failure ? failureSentence(t, failure.code, failure.more.values) : t('platform.bug');
  const headers = failure ? failureHeaders(failure) : {};
  if (wantsPage(request)) {
    if (failure?.kind === 'not_signed_in' && signInPath)
      return new Response(null, { status: 303, headers: { location: signInPath } });
    return plainPage({ status, sentence, locale, request_id, headers });
  }
  const problems = failure?.more.problems?.map(({ field, code, values }) => ({
    field,
    code,
    message: failureSentence(t, code, values),
  }));
  const body = {
    title: sentence,
    status,
    code: failure?.code ?? 'platform.bug',
    request_id,
    ...(failure?.more.field ? { field: failure.more.field } : {}),
    ...(problems ? { problems } : {}),
    ...(failure?.more.existing ? { existing: failure.more.existing } : {}),
  };
  const text = JSON.stringify(body);
  const own = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
  };
  return new Response(text, { status, headers: { ...own, ...headers } });
}

/** True for a browser that is about to show the answer, not for a script or the API. */
export function wantsPage(request: Request): boolean {
  return (
    (request.headers.get('accept') ?? '').includes('text/html') && !new URL(request.url).pathname.startsWith('/api/')
  );
}

/** `/sign-in?return_to=…` for the page that asked, so that signing in leads back to it. */
export function withReturnPath(signInPath: string, { pathname, search }: URL): string {
  const path = `${pathname.replace(/\.data$/, '')}${search}`;
  return `${signInPath}?return_to=${encodeURIComponent(path)}`;
}
