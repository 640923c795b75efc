import type { Right } from '#platform/rights.ts';
import type { NavEntry } from '#ui/console-layout.tsx';

/**
 * Where the console leads, in the order that its menu shows: what is worked with every day, then the settings from the help desk
 * as a whole to what is looked up afterwards. `console.nav.<key>` is an entry's label; it is shown to who has its right.
 */
export const consoleNav = [
  { to: '/', key: 'home', icon: 'home', right: 'contacts.view', group: 'directory' },
  { to: '/contacts', key: 'contacts', icon: 'people', right: 'contacts.view', group: 'directory' },
  { to: '/companies', key: 'companies', icon: 'building', right: 'companies.view', group: 'directory' },
  { to: '/imports', key: 'imports', icon: 'upload', right: 'imports.run', group: 'directory' },
  { to: '/invitations', key: 'invitations', icon: 'mail', right: 'contacts.view', group: 'directory' },
  { to: '/sign-ups', key: 'sign_ups', icon: 'person', right: 'sign_ups.decide', group: 'directory' },
  { to: '/outbox', key: 'outbox', icon: 'inbox', right: 'mail.view', group: 'directory' },
  { to: '/reports', key: 'reports', icon: 'chart', right: 'reports.view', group: 'directory' },
  { to: '/settings/account', key: 'account', icon: 'settings', right: 'settings.edit', group: 'settings' },
  { to: '/settings/portal', key: 'portal', icon: 'globe', right: 'settings.edit', group: 'settings' },
  {
    to: '/settings/sign-in-providers',
    key: 'sign_in_providers',
    icon: 'lock',
    right: 'settings.edit',
    group: 'settings',
  },
  {
    to: '/settings/mail-templates',
    key: 'mail_templates',
    icon: 'edit',
    right: 'mail_templates.edit',
    group: 'settings',
  },
  { to: '/settings/fields', key: 'custom_fields', icon: 'tag', right: 'custom_fields.edit', group: 'settings' },
  { to: '/settings/agents', key: 'agents', icon: 'people', right: 'agents.edit', group: 'settings' },
  { to: '/settings/rights', key: 'rights', icon: 'key', right: 'settings.edit', group: 'settings' },
  { to: '/settings/change-log', key: 'change_log', icon: 'clock', right: 'change_log.view', group: 'settings' },
  {
    to: '/settings/access-records',
    key: 'access_records',
    icon: 'eye',
    right: 'access_records.view',
    group: 'settings',
  },
  { to: '/settings/erasures', key: 'erasures', icon: 'trash', right: 'contacts.erase', group: 'settings' },
] as const satisfies readonly (Pick<NavEntry, 'to' | 'icon'> & { key: string; right: Right; group: string })[];
