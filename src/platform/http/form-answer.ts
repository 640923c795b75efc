import type { Failure } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Translate } from '#platform/i18n/translator.ts';

/** What a form gets back when its action ended in a Failure; `useFormAnswer` in `#ui/form.tsx` reads it. */
export interface FormAnswer {
  failure: {
    /** Which of a page's forms was sent, from its hidden field `intent`. */
    intent: string | null;
    code: string;
    sentence: string;
    problems: { field: string; sentence: string }[];
    existing: Record<string, number>;
    /** What was typed, but for passwords and files, to be shown again. */
    typed: Record<string, string[]>;
  };
}

/** A Failure in the reader's words, for the form whose values led to it. */
export function formAnswer({ code, more }: Failure, t: Translate, typed: Record<string, string[]>): FormAnswer {
  const problems = more.problems ?? (more.field ? [{ field: more.field, code, values: more.values ?? {} }] : []);
  return {
    failure: {
      intent: typed.intent?.[0] ?? null,
      code,
      sentence: failureSentence(t, code, more.values),
      problems: problems.map((problem) => ({
        field: problem.field,
        sentence: failureSentence(t, problem.code, problem.values),
      })),
      existing: more.existing ?? {},
      typed,
    },
  };
}
