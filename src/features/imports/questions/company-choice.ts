/** What becomes of a company that is not known but like a known one: its rows go to the known one, or it is made. */
export const companyAnswers = ['use', 'create'] as const;
export type CompanyAnswer = (typeof companyAnswers)[number];

/** An answer as a plan holds it, by the key of the name in the file. */
export type CompanyChoice =
  /** The key and the name of the chosen company, as they are now. */
  { answer: 'use'; company_key: string; name: string } | { answer: 'create' };

export type CompanyChoices = ReadonlyMap<string, CompanyChoice>;
