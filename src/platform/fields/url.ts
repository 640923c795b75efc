import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { valueProblem } from './value-problem.ts';

/** What web servers and browsers agree to carry. */
const maxLength = 2_000;

/** A web address, http or https only; one without a scheme gets `https://`. Kept as typed otherwise. */
export const url: Kind<string> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text) {
    const value = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text) ? text : `https://${text}`;
    if (value.length > maxLength || /\s/.test(value) || !isWebAddress(value))
      return valueProblem('fields.not_a_url', text);
    return { value };
  },
  write: (value) => value,
};

function isWebAddress(value: string): boolean {
  const parsed = URL.parse(value);
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return false;
  return parsed.hostname.includes('.') || parsed.hostname === 'localhost';
}
