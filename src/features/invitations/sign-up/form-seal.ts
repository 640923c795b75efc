import { timingSafeEqual } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** Nobody reads a form and types two lines into it sooner. */
const quickestMs = 2_000;
/** A form that lay open longer is asked for once more; robots keep them for weeks. */
const longestMs = 12 * 3_600_000;

/** What a form carries that says when it was drawn, so that it can be told how long somebody took. */
export function sealForm({ tokens, clock }: Context): string {
  const drawn_at = String(clock.now().getTime());
  return `${drawn_at}.${tokens.mark('sign-up form', drawn_at).toString('base64url')}`;
}

/**
 * Refuses what robots send, as invalid, the same for every address: a form that was not drawn here, was filled in at once or
 * long ago, or whose field that people do not see is filled in. A person who meets it loses nothing: what was typed stands
 * there, and the form as it comes back may be sent.
 */
export function allowSealedForm({ tokens, clock }: Context, { seal, decoy }: { seal: string; decoy: string }): void {
  const [drawn_at = '', mark = ''] = seal.split('.');
  const given = Buffer.from(mark, 'base64url');
  const right = tokens.mark('sign-up form', drawn_at);
  const isOurs = given.length === right.length && timingSafeEqual(given, right);
  const took = clock.now().getTime() - Number(drawn_at);
  if (!isOurs || took < quickestMs || took > longestMs || decoy !== '') {
    throw new Failure('invalid', 'invitations.send_once_more');
  }
}
