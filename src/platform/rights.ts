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
  'contacts.erase': 'admin',
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
  'mail.view': 'agent',
  'mail.switch': 'admin',
  'custom_fields.edit': 'admin',
  'agents.edit': 'admin',
  'settings.edit': 'admin',
} as const satisfies Record<string, Role>;

export type Right = keyof typeof weakestRole;

/** The rights that a role has in an account that has not changed the table. */
export function rightsOfRole(role: Role): ReadonlySet<Right> {
  const rank = roles.indexOf(role);
  const held = Object.entries(weakestRole).filter(([, weakest]) => roles.indexOf(weakest) <= rank);
  return new Set(held.map(([right]) => right as Right));
}
