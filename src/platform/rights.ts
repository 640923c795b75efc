/** Roles of an agent, weakest first. */
export const roles = ['agent', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Everything that can be allowed or refused, with the weakest role that has it unless an admin says otherwise. */
const weakestRole = {
  'contacts.view': 'agent',
  'contacts.edit': 'agent',
  'contacts.invite': 'agent',
  'contacts.reset': 'agent',
  'contacts.lock': 'agent',
  'contacts.block': 'agent',
  'contacts.bulk': 'supervisor',
  'views.share': 'supervisor',
  'contacts.delete': 'supervisor',
  'contacts.deactivate': 'supervisor',
  'sign_ups.decide': 'supervisor',
  'contacts.erase': 'admin',
  'contacts.export': 'supervisor',
  'contacts.export_person': 'supervisor',
  'contacts.merge': 'supervisor',
  'companies.view': 'agent',
  'companies.edit': 'agent',
  'companies.delete': 'supervisor',
  'imports.run': 'supervisor',
  'imports.undo': 'admin',
  'imports.keep_resident_numbers': 'admin',
  'invitations.copy_link': 'admin',
  'contacts.password': 'admin',
  'contacts.view_as': 'supervisor',
  'change_log.view': 'supervisor',
  'access_records.view': 'admin',
  'reports.view': 'supervisor',
  'mail.view': 'agent',
  'mail.switch': 'admin',
  'mail_templates.edit': 'admin',
  'custom_fields.edit': 'admin',
  'agents.edit': 'admin',
  'settings.edit': 'admin',
} as const satisfies Record<string, Role>;

export type Right = keyof typeof weakestRole;

/** Every right there is. */
export const allRights = Object.keys(weakestRole) as Right[];

/**
 * Rights that no account changes. Two are the admins' alone: whoever has one of them can give himself every other, and an
 * admin without them could take nothing back. The third is everybody's: without it hardly a page opens.
 */
export const fixedRights: ReadonlySet<Right> = new Set(['contacts.view', 'agents.edit', 'settings.edit']);

/** What an account has changed for one role: whether it has the right. A right that is absent is as it comes. */
export type ChangedRights = Readonly<Record<string, boolean>>;

/** Whether a role has a right in an account that has not changed the table. */
export function isHeldByDefault(role: Role, right: Right): boolean {
  return roles.indexOf(weakestRole[right]) <= roles.indexOf(role);
}

/** The rights that a role has in an account that has changed these for it. */
export function rightsOfRole(role: Role, changed: ChangedRights = {}): ReadonlySet<Right> {
  return new Set(
    allRights.filter((right) => {
      const byDefault = isHeldByDefault(role, right);
      return fixedRights.has(right) ? byDefault : (changed[right] ?? byDefault);
    }),
  );
}
