/** What a timeline can be narrowed to. */
export const actKinds = ['changes', 'access', 'mail'] as const;
export type ActKind = (typeof actKinds)[number];

/** Acts that concern the way into the portal, and mails about it; everything else changes the record itself. */
const acts: Record<Exclude<ActKind, 'changes'>, readonly string[]> = {
  access: [
    'activated',
    'signed_up',
    'sign_up_approved',
    'sign_up_refused',
    'password_changed',
    'temporary_password_set',
    'temporary_password_used',
    'address_confirmed',
    'passkey_added',
    'passkey_removed',
    'locked_by_failures',
    'locked',
    'unlocked',
    'sessions_ended',
    'deactivated',
    'reactivated',
    'blocked',
    'unblocked',
    'portal_view_started',
    'portal_view_ended',
    'activated_by_provider',
    'provider_linked',
    'provider_unlinked',
  ],
  mail: [
    'invited',
    'invitation_cancelled',
    'link_copied',
    'reset_sent',
    'email_change_asked',
    'address_confirmation_asked',
  ],
};

/** The acts of a kind, or for `changes` those that it leaves out. */
export function actsOf(kind: ActKind): { only: readonly string[] } | { not: readonly string[] } {
  return kind === 'changes' ? { not: [...acts.access, ...acts.mail] } : { only: acts[kind] };
}

/** The kind that an address asks for; what is none asks for all. */
export function readActKind(text: string | undefined): ActKind | null {
  return actKinds.find((kind) => kind === text) ?? null;
}
