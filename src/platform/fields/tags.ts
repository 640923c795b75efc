import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { isLongerThan } from './is-longer-than.ts';
import { cutTags } from './tag-separator.ts';
import { valueProblem } from './value-problem.ts';

const maxTags = 100;
const maxTagLength = 64;

/**
 * Tags between commas, semicolons or line breaks, or between what the options name and nothing else; each once whatever its
 * letter case, spelled as it came first.
 */
export const tags: Kind<string[]> = {
  clean: (typed) => cleanText(typed, 'many'),
  read(text, _field, { tag_separator }) {
    const byKey = new Map<string, string>();
    for (const piece of cutTags(text, tag_separator)) {
      const tag = piece.trim();
      if (!tag) continue;
      if (isLongerThan(tag, maxTagLength)) return valueProblem('fields.tag_too_long', tag, { max: maxTagLength });
      const key = tag.toLowerCase();
      if (!byKey.has(key)) byKey.set(key, tag);
    }
    return byKey.size > maxTags
      ? valueProblem('fields.too_many_tags', text, { max: maxTags })
      : { value: [...byKey.values()] };
  },
  write: (value) => value.join(', '),
};
