import { readEmailAddress } from './email-address.ts';
import type { Kind } from './field.ts';
import { trimBlanks } from './trim-blanks.ts';
import { valueProblem } from './value-problem.ts';

/** Several addresses between commas, semicolons, blanks, line breaks or `:::` (Google Contacts); each once, in the order given. */
export const emails: Kind<string[]> = {
  // Not more: a control character within refuses the address instead of vanishing from it.
  clean: trimBlanks,
  read(text) {
    const value = new Set<string>();
    for (const piece of text.split(/(?:[\s,;]|:::)+/)) {
      if (!piece) continue;
      const address = readEmailAddress(piece);
      if (address === null) return valueProblem('fields.not_an_email', piece);
      value.add(address);
    }
    return { value: [...value] };
  },
  write: (value) => value.join(', '),
};
