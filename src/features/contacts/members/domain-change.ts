/** What becomes of the addresses at the old domain. */
export const formerChoices = ['keep', 'retire', 'remove'] as const;
export type FormerChoice = (typeof formerChoices)[number];

export interface DomainChange {
  company_id: number;
  old_domain: string;
  /** As typed. */
  new_domain: string;
  former: FormerChoice;
  /** The company keeps the old domain beside the new one. */
  is_domain_kept: boolean;
}
