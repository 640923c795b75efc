import { readEmailAddress } from '#platform/fields/email-address.ts';

/** The domain that a sender's address is judged by; null for one that no receiver can look up. */
export function senderDomain(from_address: string | null): string | null {
  const address = from_address === null ? null : readEmailAddress(from_address);
  return address === null ? null : address.slice(address.indexOf('@') + 1);
}
