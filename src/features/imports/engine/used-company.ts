import { companyNameKey } from '#features/companies/company.ts';
import type { CompanyChoice } from '#features/imports/questions/company-choice.ts';
import type { ImportPlan } from './plan-import.ts';

/** The known company that was chosen for one that the file names. */
export function usedCompany(
  name: string,
  { company_choices }: ImportPlan,
): Extract<CompanyChoice, { answer: 'use' }> | undefined {
  const choice = company_choices.size > 0 ? company_choices.get(companyNameKey(name)) : undefined;
  return choice?.answer === 'use' ? choice : undefined;
}
