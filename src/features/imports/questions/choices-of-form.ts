import { companyAnswers } from './company-choice.ts';
import type { ChoicesInput } from './update-choices.ts';

/** The buttons under a check's questions. */
export const questionIntents = [
  'answer_companies',
  'use_all',
  'create_all',
  'restore_deleted',
  'keep_deleted',
] as const;
export type QuestionIntent = (typeof questionIntents)[number];

/** Companies that are asked about at once, and the names of their answers, by their places in the list. */
export const askedAtOnce = 100;
export const sentAnswers = Array.from({ length: askedAtOnce }, (_, place) => `answer_${place}` as const);

/** What the form under the companies sends: the key of each, and its answer by its place, '' for none. */
export interface SentAnswers {
  company_key: readonly string[];
  answers: Readonly<Record<`answer_${number}`, string | undefined>>;
}

/** What pressing one of the buttons means. */
export function choicesOfForm(intent: QuestionIntent, { company_key, answers }: SentAnswers): Omit<ChoicesInput, 'id'> {
  switch (intent) {
    case 'use_all':
      return { companies: 'use' };
    case 'create_all':
      return { companies: 'create' };
    case 'restore_deleted':
    case 'keep_deleted':
      return { can_restore_deleted: intent === 'restore_deleted' };
    case 'answer_companies':
      return {
        companies: company_key.map((key, place) => ({
          company_key: key,
          answer: companyAnswers.find((one) => one === answers[`answer_${place}`]) ?? null,
        })),
      };
  }
}
