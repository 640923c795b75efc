import { useTranslations } from 'use-intl';
import type { ContactFilter, ContactSort } from '#features/contacts/filter/contact-filter.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import { Moment } from '#ui/moment.tsx';
import type { Column } from '#ui/table.tsx';
import { ContactName } from './contact-name.tsx';
import type { ListedContact } from './contact-rows.ts';
import { pathOfContacts } from './path-of-contacts.ts';

/** The columns of the contact list; where it can only be newest first, no header offers another order. */
export function useContactColumns(
  filter: ContactFilter,
  isNewestFirst: boolean,
): [Column<ListedContact>, ...Column<ListedContact>[]] {
  const t = useTranslations('contacts');
  const sorted = (sort: ContactSort) => (isNewestFirst ? {} : { sort: sortOf(filter, sort) });
  return [
    { key: 'name', header: t('fields.name'), cell: (contact) => <ContactName contact={contact} />, ...sorted('name') },
    { key: 'email', header: t('fields.email'), cell: ({ email }) => email },
    { key: 'company', header: t('fields.company'), cell: ({ company }) => company },
    {
      key: 'portal_state',
      header: t('portal_short'),
      cell: ({ portal_state }) => <PortalBadge state={portal_state} isQuiet />,
      width: 'narrow',
    },
    // Behind the portal state, so that the row's button covers no state.
    { key: 'phone', header: t('fields.phone'), cell: ({ phone, mobile }) => phone ?? mobile, isHiddenOnPhone: true },
    {
      key: 'updated_at',
      header: t('changed'),
      cell: ({ updated_at }) => <Moment at={updated_at} />,
      width: 'narrow',
      isHiddenOnPhone: true,
      ...sorted('updated'),
    },
  ];
}

/** A second press turns the order round. */
function sortOf(filter: ContactFilter, sort: ContactSort): NonNullable<Column<ListedContact>['sort']> {
  const isCurrent = filter.sort === sort;
  const is_descending = isCurrent ? !filter.is_descending : sort !== 'name';
  const direction = isCurrent ? (filter.is_descending ? 'descending' : 'ascending') : null;
  return { to: pathOfContacts({ ...filter, sort, is_descending }), direction };
}
