import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import { useListColumns } from '#features/lists/display/use-list-columns.tsx';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { AddressText } from '#ui/address-text.tsx';
import { Moment } from '#ui/moment.tsx';
import type { Column } from '#ui/table.tsx';
import { ContactName } from './contact-name.tsx';
import type { ListedContact } from './contact-rows.ts';
import type { ListedContacts } from './list-contacts.ts';

interface Props {
  columns: readonly FilterField[];
  filter: ContactFilter;
  list: Pick<ListedContacts, 'count' | 'sort' | 'is_newest_first'>;
  pathOf(filter: ContactFilter): string;
}

/** What the list shows behind the name unless somebody chooses otherwise. */
export const usualColumns = ['email', 'company', 'portal_state', 'phone', 'updated_at'] as const;
/** Of those who are locked out: by what or whom, since when and for how long. */
export const lockColumns = ['email', 'company', 'locked_by', 'locked_at', 'locked_until'] as const;
/** What has an index, or like `company` a way of its own, sorts any number of contacts. */
export const alwaysSorted = ['name', 'company', 'created_at', 'updated_at', 'last_sign_in_at'];

/** The columns of the contact list. */
export function useContactColumns(shown: Props): [Column<ListedContact>, ...Column<ListedContact>[]] {
  const t = useTranslations('contacts');
  const name = { header: t('fields.name'), cell: (contact: ListedContact) => <ContactName contact={contact} /> };
  return useListColumns({ ...shown, name, alwaysSorted, cellOf });
}

function cellOf(field: FilterField, contact: ListedContact): ReactNode | undefined {
  switch (field.name) {
    case 'portal_state':
      return <PortalBadge state={contact.portal_state} isQuiet />;
    case 'locked_by':
      return contact.locked_by_name ? (
        <LockedBy kind={contact.values.locked_by} name={contact.locked_by_name} />
      ) : undefined;
    case 'locked_until':
      return contact.portal_state === 'locked' && contact.values.locked_until === null ? <NoEnd /> : undefined;
    case 'phone':
      return contact.phone ?? contact.mobile;
    case 'email':
      return contact.email && <AddressText address={contact.email} />;
    case 'company':
    case 'mobile':
    case 'job_title':
      return contact[field.name];
    case 'created_at':
    case 'updated_at':
    case 'last_sign_in_at':
      return contact[field.name] && <Moment at={contact[field.name]!} />;
    default:
      return undefined;
  }
}

function LockedBy({ kind, name }: { kind: FieldValue | undefined; name: string }) {
  const t = useTranslations('contacts.lockers');
  return t('named', { kind: t(kind === 'contact_admin' ? kind : 'agent'), name });
}

function NoEnd() {
  return useTranslations('contacts.lockers')('until_unlocked');
}
