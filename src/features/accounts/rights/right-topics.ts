import type { Right } from '#platform/rights.ts';

export const rightTopics = [
  'contacts',
  'access',
  'companies',
  'imports',
  'mail',
  'oversight',
  'administration',
] as const;
export type RightTopic = (typeof rightTopics)[number];

/** Where each right stands in the table; a new one does not compile without its place. */
const topicOfRight: Record<Right, RightTopic> = {
  'contacts.view': 'contacts',
  'contacts.edit': 'contacts',
  'contacts.merge': 'contacts',
  'contacts.bulk': 'contacts',
  'contacts.delete': 'contacts',
  'contacts.export': 'contacts',
  'contacts.export_person': 'contacts',
  'contacts.erase': 'contacts',
  'views.share': 'contacts',
  'contacts.invite': 'access',
  'contacts.reset': 'access',
  'contacts.lock': 'access',
  'contacts.block': 'access',
  'contacts.deactivate': 'access',
  'sign_ups.decide': 'access',
  'contacts.view_as': 'access',
  'contacts.password': 'access',
  'invitations.copy_link': 'access',
  'companies.view': 'companies',
  'companies.edit': 'companies',
  'companies.delete': 'companies',
  'imports.run': 'imports',
  'imports.undo': 'imports',
  'imports.keep_resident_numbers': 'imports',
  'mail.view': 'mail',
  'mail.switch': 'mail',
  'mail_templates.edit': 'mail',
  'change_log.view': 'oversight',
  'access_records.view': 'oversight',
  'reports.view': 'oversight',
  'custom_fields.edit': 'administration',
  'agents.edit': 'administration',
  'settings.edit': 'administration',
};

/** The rights of a topic, in the order of the table. */
export function rightsOfTopic(topic: RightTopic): Right[] {
  return (Object.keys(topicOfRight) as Right[]).filter((right) => topicOfRight[right] === topic);
}
