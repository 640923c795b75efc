import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';
import { stepMs } from './totp.ts';

const name = 'agent_step';

/** The `Set-Cookie` value that keeps a step's token while the code is looked for; null forgets it. */
export function stepCookie(token: string | null, { protocol }: Pick<URL, 'protocol'>): string {
  const isSecure = protocol === 'https:';
  return token === null ? clearCookie(name, isSecure) : writeCookie(name, token, { isSecure, max_age: stepMs / 1_000 });
}

/** The token of the step that this browser is at; empty without one. */
export function readStepCookie(request: Request): string {
  return readCookie(request.headers, name, new URL(request.url).protocol === 'https:') ?? '';
}
