/** What it takes from an empty help desk to customers who sign in, in the order in which one does it. */
export const steps = ['import', 'mail_server', 'mail_on', 'invite', 'colleagues'] as const;
export type Step = (typeof steps)[number];
