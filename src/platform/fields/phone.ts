import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { text } from './text.ts';

/** A phone number as typed, whatever it is: a number that can't be understood is still the customer's. Its E.164 form, where it has one, is told by `e164OfPhone`. */
export const phone: Kind<string> = {
  clean: (typed) => cleanText(typed, 'one'),
  read: (typed, field, options) => text.read(typed, { max_length: 255, ...field }, options),
  write: (value) => value,
};
