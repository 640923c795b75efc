import { readId } from '#platform/http/read-id.ts';

/** As whom a draft is read, as a form has it; null for an example. Not found where it is no id. */
export function readReaderId(text: string | undefined): number | null {
  return text ? readId(text) : null;
}
