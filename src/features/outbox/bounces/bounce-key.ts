import type { Context } from '#platform/context.ts';

/** Which mail a return path names. */
export interface BounceKey {
  account_id: number;
  mail_id: number;
  /** Says that we made it: nobody without the account's key can. */
  mark: string;
}

/** 80 bits: too many to try by mail, and few enough for a local part of 64 octets. */
const markLength = 20;

/**
 * What stands behind the + of a mail's return path, such as `1-4711-9f86d081884c7d659a2f`. Digits and lower-case letters
 * only: some servers change the case of an address.
 */
export function bounceKeyOf(ctx: Context, { id }: { id: number }): string {
  return `${ctx.caller.account_id}-${id}-${markOf(ctx, id)}`;
}

/** Whether a key was made by this installation for a mail of the caller's account. */
export function isBounceKey(ctx: Context, { account_id, mail_id, mark }: BounceKey): boolean {
  return account_id === ctx.caller.account_id && mark === markOf(ctx, mail_id);
}

/** The first key in a text, such as a recipient; made by us or not. */
export function readBounceKey(text: string): BounceKey | null {
  const found = /\+(\d{1,15})-(\d{1,15})-([0-9a-f]{20})@/i.exec(text);
  if (!found) return null;
  return { account_id: Number(found[1]), mail_id: Number(found[2]), mark: found[3]!.toLowerCase() };
}

function markOf({ tokens }: Context, mail_id: number): string {
  return tokens.mark('bounce', String(mail_id)).toString('hex').slice(0, markLength);
}
