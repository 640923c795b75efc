import type { FieldProblem } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { accountFields, readAccountFields } from './account.ts';
import { type Address, readPublicUrl } from './read-public-url.ts';

/** What is wrong with what is given for a new account, and what it reads as; `address` is null only with a problem. */
export function checkAccount(given: Readonly<Record<string, RawValue>>): {
  values: Record<string, FieldValue>;
  address: Address | null;
  problems: FieldProblem[];
} {
  const { values, problems } = readAccountFields(accountFields, given, { is_new: true });
  const address = readPublicUrl(String(given.public_url ?? ''));
  if (!address) problems.push({ field: 'public_url', code: 'accounts.not_an_address' });
  return { values, address, problems };
}
