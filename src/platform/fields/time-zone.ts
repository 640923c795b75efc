import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { valueProblem } from './value-problem.ts';

/** Making a formatter takes 50 µs, which an import of a million rows would feel. At most as many as there are zones. */
const known = new Map<string, string>();

/** A time zone of the IANA list, spelled as that list spells it: `asia/seoul` becomes `Asia/Seoul`. */
export const timeZone: Kind<string> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text) {
    const name = text.replace(/ /g, '_');
    // Offsets such as +09:00 are formatters' zones too, but not places with rules.
    if (!/^[a-z]/i.test(name)) return valueProblem('fields.not_a_time_zone', text);
    const value = known.get(name.toLowerCase());
    if (value) return { value };
    try {
      const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
      known.set(name.toLowerCase(), zone);
      return { value: zone };
    } catch (error) {
      if (error instanceof RangeError) return valueProblem('fields.not_a_time_zone', text);
      throw error;
    }
  },
  write: (value) => value,
};
