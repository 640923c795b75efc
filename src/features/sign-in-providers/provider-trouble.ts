import * as openid from 'openid-client';
import { Failure } from '#platform/failure.ts';
import { OutboundRefused } from '#platform/outbound/outbound.ts';

/**
 * What went wrong between us and a provider, as somebody who wants to sign in has to know it: he said no there, it is down or
 * slow, or its answer is not one that lets anybody in. What is no trouble of that kind is a bug and stays as it is.
 */
export function troubleOf(thrown: unknown): unknown {
  if (thrown instanceof Failure) return thrown;
  const causes = causesOf(thrown);
  if (causes.some((cause) => cause instanceof OutboundRefused || isServerError(cause) || isTimeout(cause))) {
    return new Failure('unavailable', 'sign_in_providers.provider_down');
  }
  if (thrown instanceof openid.AuthorizationResponseError) {
    const isHisNo = thrown.error === 'access_denied' || thrown.error === 'user_cancelled_authorize';
    return isHisNo
      ? new Failure('forbidden', 'sign_in_providers.cancelled')
      : new Failure('forbidden', 'sign_in_providers.answer_refused');
  }
  const isOfProtocol =
    thrown instanceof openid.ClientError ||
    thrown instanceof openid.ResponseBodyError ||
    thrown instanceof openid.WWWAuthenticateChallengeError;
  return isOfProtocol ? new Failure('forbidden', 'sign_in_providers.answer_refused') : thrown;
}

/** What to write into the log of it: the library's code and words, never what the provider has sent. */
export function reasonOf(thrown: unknown): string {
  const words = causesOf(thrown).map((cause) =>
    cause instanceof Error ? `${(cause as { code?: string }).code ?? cause.name}: ${cause.message}` : '',
  );
  return words.filter(Boolean).join(' / ').slice(0, 500);
}

function causesOf(thrown: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = thrown; at !== undefined && at !== null && causes.length < 10; at = (at as { cause?: unknown }).cause) {
    causes.push(at);
  }
  return causes;
}

function isServerError(cause: unknown): boolean {
  return cause instanceof Response && (cause.status >= 500 || cause.status === 429);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError');
}
