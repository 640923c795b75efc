/** What it takes from an empty help desk to customers who sign in, in the order in which one does it. */
export const steps = [
  'import',
  'address',
  'mail_server',
  'mail_test',
  'policy',
  'mail_on',
  'invite',
  'colleagues',
] as const;
export type Step = (typeof steps)[number];

/** Steps that are done where Maru runs, not in the console. */
export const stepsElsewhere = ['address', 'mail_server'] as const;
export type StepHere = Exclude<Step, (typeof stepsElsewhere)[number]>;

export function isHere(step: Step): step is StepHere {
  return !(stepsElsewhere as readonly Step[]).includes(step);
}
