import type { Account } from '#features/accounts/account.ts';
import type { PlaceholderValue } from '#platform/email/email.ts';
import { exampleMoment } from '#platform/email/example-moment.ts';
import type { MailedContact } from './letter/fill-template.ts';

/** No token has such a letter, and an address leaves it as it is. */
const hiddenToken = '*'.repeat(12);

/**
 * An example's values as a preview or a test shows them: links on the account's own address that lead nowhere, the contact's
 * own address, and moments as if the mail were written now, by the settings that an account begins with. Pure.
 */
export function previewValues(
  values: Readonly<Record<string, PlaceholderValue>>,
  { account, contact, now }: { account: Account; contact: MailedContact; now: Date },
): Record<string, PlaceholderValue> {
  const shown = ([name, value]: [string, PlaceholderValue]) => {
    if (value instanceof Date) return new Date(now.getTime() + value.getTime() - exampleMoment.getTime());
    if (name === 'to_address') return contact.email;
    return typeof value === 'string' ? withoutToken(value, account) : value;
  };
  return Object.fromEntries(Object.entries(values).map((entry) => [entry[0], shown(entry)]));
}

function withoutToken(value: string, { public_url }: Account): string {
  if (!/^https?:\/\//.test(value)) return value;
  const { pathname, searchParams } = new URL(value);
  const path = searchParams.has('token') ? `${pathname}?token=${hiddenToken}` : pathname;
  return public_url ? new URL(path, public_url).href : value;
}
