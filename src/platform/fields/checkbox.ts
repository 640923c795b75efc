import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { valueProblem } from './value-problem.ts';

/** `on` is what browsers send for a ticked box; V and O are how Korean tables tick one. */
const yes = new Set('o ○ ◯ ● v y yes true t 1 on 예 네 ✓ ✔ ☑ ✅'.split(' '));
const no = new Set('x × ✕ n no false f 0 off 아니오 아니요 ✗ ✘ ☐ ❌'.split(' '));

/** Yes or no: O/X, Y/N, yes/no, true/false, 예/아니오, 1/0, tick marks; letter case and width don't matter. */
export const checkbox: Kind<boolean> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text) {
    const word = text.toLowerCase();
    if (yes.has(word)) return { value: true };
    if (no.has(word)) return { value: false };
    const narrow = word.normalize('NFKC').replace(/\ufe0f/g, '');
    if (yes.has(narrow)) return { value: true };
    if (no.has(narrow)) return { value: false };
    return valueProblem('fields.not_a_checkbox', text);
  },
  write: String,
};
