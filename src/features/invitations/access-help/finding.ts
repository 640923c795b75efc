/** What an agent can do about a finding, as the page's forms send it. */
export type HelpAct = 'invite' | 'reset' | 'unlock' | 'reactivate' | 'restore' | 'unblock' | 'restore_email';

/** One thing that keeps a contact out, or tells why it does not. `access_help.findings.<finding>` is its sentence. */
export interface Finding {
  finding: string;
  /** How much it stands in his way: what stops him, what may, what is only told. */
  weight: 'stops' | 'hinders' | 'tells';
  /** What the sentence mentions. */
  values: Record<string, string | number>;
  /** Moments that the sentence mentions, by placeholder. */
  moments: Record<string, Date>;
  act: HelpAct | null;
  /** The address that the act is about. */
  email?: string;
}
