import { Failure } from '#platform/failure.ts';

/** The id in a page's path, such as 42 in `/contacts/42`. Anything that is no id is not_found, like an id that nothing has. */
export function readId(text: string | undefined): number {
  const id = /^[1-9]\d{0,15}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw new Failure('not_found', 'platform.not_found');
  return id;
}
