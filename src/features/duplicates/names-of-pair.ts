import type { FoundContact } from '#features/contacts/find-contact.ts';

type Named = Pick<FoundContact, 'id' | 'name' | 'email' | 'phone' | 'mobile'>;

/**
 * What the two of a merge are called in its sentences: their names, and where both bear the same, as duplicates mostly do, what
 * tells one from the other.
 */
export function namesOfPair(survivor: Named, other: Named): { survivor: string; other: string } {
  const isSame = survivor.name.trim().toLowerCase() === other.name.trim().toLowerCase();
  if (!isSame) return { survivor: survivor.name, other: other.name };
  return { survivor: toldBy(survivor, other), other: toldBy(other, survivor) };
}

function toldBy({ id, name, ...one }: Named, theOther: Named): string {
  const telling = one.email ?? [one.phone, one.mobile].find((phone) => phone && !phonesOf(theOther).includes(phone));
  return `${name} (${telling ?? `#${id}`})`;
}

function phonesOf({ phone, mobile }: Named): (string | null)[] {
  return [phone, mobile];
}
