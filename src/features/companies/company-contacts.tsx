import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { ContactName } from '#features/contacts/list/contact-name.tsx';
import type { ListedContacts } from '#features/contacts/list/list-contacts.ts';
import type { MemberRoles } from '#features/contacts/members/list-member-roles.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Table } from '#ui/table.tsx';

interface Props {
  company: { id: number; name: string };
  rows: ListedContacts['rows'];
  hasMore: boolean;
  roles: MemberRoles;
  canAdd: boolean;
}

/** The first contacts of a company by name, with what each is in it; the list of contacts has the rest. */
export function CompanyContacts({ company, rows, hasMore, roles, canAdd }: Props) {
  const t = useTranslations('companies');
  const fields = useTranslations('contacts.fields');
  const words = useTranslations('contacts.companies');
  const contacts = useTranslations('contacts');
  const list = `/contacts?company_id=${company.id}`;
  return (
    <Card
      title={t('contacts')}
      actions={rows.length > 0 && <Link to={list}>{hasMore ? t('all_contacts') : t('search_contacts')}</Link>}
    >
      {rows.length === 0 ? (
        <>
          <p>{t('no_contacts')}</p>
          {canAdd && (
            <div>
              <ButtonLink to={`/contacts/new?${new URLSearchParams({ company: company.name })}`} icon="plus">
                {t('add_contact')}
              </ButtonLink>
            </div>
          )}
        </>
      ) : (
        <Table
          caption={t('contacts')}
          columns={[
            {
              key: 'name',
              header: fields('name'),
              cell: (contact) => <ContactName contact={contact} />,
            },
            { key: 'email', header: fields('email'), cell: ({ email }) => email },
            {
              key: 'role',
              header: words('role'),
              cell: ({ id }) => words(`roles.${roles.get(id)?.role ?? 'none'}`),
              width: 'narrow',
            },
            {
              key: 'sight',
              header: words('ticket_visibility'),
              cell: ({ id }) => words(`visibilities_short.${roles.get(id)?.ticket_visibility ?? 'own'}`),
              width: 'narrow',
              isHiddenOnPhone: true,
            },
            {
              key: 'portal_state',
              header: contacts('portal_short'),
              cell: ({ portal_state }) => <PortalBadge state={portal_state} isQuiet />,
              width: 'narrow',
            },
          ]}
          rows={rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/contacts/${id}`}
        />
      )}
    </Card>
  );
}
