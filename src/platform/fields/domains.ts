import type { Kind } from './field.ts';
import { readDomainName } from './read-domain-name.ts';
import { trimBlanks } from './trim-blanks.ts';
import { valueProblem } from './value-problem.ts';

/** Domains of a company between commas, semicolons, blanks or line breaks; each once. `@example.com` and a web address count by their domain. */
export const domains: Kind<string[]> = {
  clean: trimBlanks,
  read(text) {
    const value = new Set<string>();
    for (const piece of text.split(/[\s,;]+/)) {
      if (!piece) continue;
      const domain = readDomainName(piece.replace(/^(?:https?:\/\/|@)/i, '').replace(/\/.*$/, ''));
      if (domain === null) return valueProblem('fields.not_a_domain', piece);
      value.add(domain);
    }
    return { value: [...value] };
  },
  write: (value) => value.join(', '),
};
